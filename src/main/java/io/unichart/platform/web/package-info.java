/** The HTTP edge: older paths, request ids, problem details, and the root of the service. */
@NullMarked
package io.unichart.platform.web;

import org.jspecify.annotations.NullMarked;
