/**
 * The HTTP edge: older paths, request ids, security headers, limits of size, numbers read strictly,
 * problem details for every failure, the root and the health of the service; and two mends for
 * faults of the server below it.
 */
@NullMarked
package io.unichart.platform.web;

import org.jspecify.annotations.NullMarked;
