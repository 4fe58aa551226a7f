package io.unichart.matching;

/**
 * One thing about a record that is compared: a name for people and a role that says how.
 *
 * @param name unique in its list of fields, as it appears in explanations
 * @param role what the field means
 */
public record Field(String name, Role role) {

  public Field {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a field needs a name");
    }
  }
}
