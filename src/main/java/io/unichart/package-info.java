/** Unichart, one patient one chart: the application and, in one package each, its capabilities. */
@NullMarked
package io.unichart;

import org.jspecify.annotations.NullMarked;
