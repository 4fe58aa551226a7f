/**
 * Takes in patients by the million: lines of JSON or CSV, as they come. Its words: line, batch,
 * chunk (checked lines that wait in the database).
 */
@NullMarked
package io.unichart.identity.intake;

import org.jspecify.annotations.NullMarked;
