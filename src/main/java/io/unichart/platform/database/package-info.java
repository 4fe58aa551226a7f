/**
 * One PostgreSQL, reached in two ways: R2DBC for requests; JDBC for migrations, the job queue and
 * COPY. Either a server named by {@code DATABASE_URL} or an embedded one in {@code ./data}.
 */
@NullMarked
package io.unichart.platform.database;

import org.jspecify.annotations.NullMarked;
