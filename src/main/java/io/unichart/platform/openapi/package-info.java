/**
 * The description of the HTTP API (OpenAPI 3.1 at {@code /v3/api-docs}). Capabilities annotate a
 * summary and an operation id; what is the same everywhere (licence, problems, JSON names, which
 * members may be absent) is added here, and so are the examples, which lie in files. It is made
 * when it is first asked for.
 */
@NullMarked
package io.unichart.platform.openapi;

import org.jspecify.annotations.NullMarked;
