/**
 * What a collector is told about the service's work over OTLP: spans of requests, statements,
 * models and jobs, and the log. Capabilities wrap their work in steps whether anybody listens or
 * not; what makes spans of them and sends them exists only where {@code OTLP_ENDPOINT} is set. Its
 * words: span, step, trace.
 */
@NullMarked
package io.unichart.platform.telemetry;

import org.jspecify.annotations.NullMarked;
