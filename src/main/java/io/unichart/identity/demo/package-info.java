/** Invented people for the first day, some of them registered twice. */
@NullMarked
package io.unichart.identity.demo;

import org.jspecify.annotations.NullMarked;
