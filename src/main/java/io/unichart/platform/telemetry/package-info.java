/**
 * What a collector is told about the service's work over OTLP: spans of requests, statements,
 * models and jobs, and the log. Nothing of it is loaded unless {@code OTLP_ENDPOINT} is set. Its
 * words: span, step, trace.
 */
@NullMarked
package io.unichart.platform.telemetry;

import org.jspecify.annotations.NullMarked;
