package io.unichart.terminology;

import io.unichart.terminology.load.PlainTables;
import java.io.IOException;
import java.nio.file.Path;

/** The terminology with all tables of a folder, without a database. */
public final class FullTables {

  private FullTables() {}

  /** The built-in dictionary alone. */
  public static Terminology builtIn() {
    return new Terminology();
  }

  public static Terminology of(Path folder) throws IOException {
    Terminology terminology = new Terminology();
    for (CodeSystem system : CodeSystem.values()) {
      TermTable.Builder builder = TermTable.builder(system, "full", "tables");
      PlainTables.read(folder, system, builder);
      BuiltIn.addNames(system, builder);
      terminology.install(builder.build());
    }
    return terminology;
  }
}
