package io.unichart.platform;

/** Under which names a request's ids stand: in its attributes, in log lines and in problems. */
public final class LogIds {

  /** The request, as its caller is told it. */
  public static final String REQUEST = "request_id";

  /** The trace, where there is one. */
  public static final String TRACE = "trace_id";

  /** The step of the trace. */
  public static final String SPAN = "span_id";

  private LogIds() {}
}
