package io.unichart.terminology;

/** The terminology as it is without any table, for tests that need no service around it. */
public final class BuiltInTerminology {

  public static final Terminology INSTANCE = new Terminology();

  private BuiltInTerminology() {}
}
