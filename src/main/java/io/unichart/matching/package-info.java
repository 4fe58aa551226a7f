/**
 * Decides how likely two records are one person, and says why: comparison, blocking, Fellegi-Sunter
 * weights in bits, training without labels, clustering. Plain Java; one implementation serves the
 * request path, the bulk job and the command line.
 *
 * <p>Words: <em>view</em> (a record as it is compared), <em>blocking key</em>, <em>level</em>,
 * <em>m</em> and <em>u</em> (how often a level occurs among records of one person, and of two),
 * <em>weight</em> (log2 of their ratio, in bits), <em>relation</em> (two persons who share what a
 * family shares), <em>cluster</em> (the records held to be one person).
 */
@NullMarked
package io.unichart.matching;

import org.jspecify.annotations.NullMarked;
