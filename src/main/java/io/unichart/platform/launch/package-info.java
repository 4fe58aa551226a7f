/**
 * How the classes of the one packed jar are found. Its words: packed jar (the file that {@code java
 * -jar} gets), archive (a jar inside it, or its own classes), entry.
 */
@NullMarked
package io.unichart.platform.launch;

import org.jspecify.annotations.NullMarked;
