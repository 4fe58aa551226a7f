/** Reads code tables in their publishers' own formats, and the built-in one. */
@NullMarked
package io.unichart.terminology.load;

import org.jspecify.annotations.NullMarked;
