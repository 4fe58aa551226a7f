/** Makes and checks the synthetic documents that ship with the service. */
@NullMarked
package io.unichart.samples;

import org.jspecify.annotations.NullMarked;
