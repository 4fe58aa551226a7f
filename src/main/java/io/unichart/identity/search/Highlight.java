package io.unichart.identity.search;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a record answers a query.
 *
 * @param start first character in the field's text, in UTF-16 units; absent where the text is
 *     masked
 * @param end behind the last one
 * @param how exact, begun, or close: misspelt, another form of the name, or of the same sound
 */
record Highlight(
    @Schema(description = "the member of the record", example = "name.family") String field,
    @Schema(description = "first character, in UTF-16 units", example = "0")
        @Nullable Integer start,
    @Schema(description = "behind the last character", example = "9") @Nullable Integer end,
    @Schema(
            description = "how the text answers",
            allowableValues = {"exact", "begun", "close"})
        String how) {}
