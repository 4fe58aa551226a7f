package io.unichart.terminology;

/** The terminology as it is without any table, for tests that need no service around it. */
public final class BuiltInTerminology {

  public static final Terminology INSTANCE = new Terminology();

  private BuiltInTerminology() {}

  /** The built-in conditions and some more, as a loaded table has them. */
  public static Terminology with(Concept... more) {
    TermTable.Builder builder = TermTable.builder(CodeSystem.ICD10CM, "more", "test");
    BuiltIn.table(CodeSystem.ICD10CM).concepts().forEach(builder::concept);
    for (Concept concept : more) {
      builder.concept(concept);
    }
    Terminology terminology = new Terminology();
    terminology.install(BuiltIn.completed(builder));
    return terminology;
  }
}
