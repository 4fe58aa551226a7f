package io.unichart.extraction;

import io.unichart.terminology.BuiltInTerminology;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What {@code /agent/extract_structured} answers, without a service around it. */
public final class ReadNote {

  public static final Notes NOTES = new Notes(BuiltInTerminology.INSTANCE);

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ReadNote() {}

  public static JsonNode json(String text) {
    return JSON.valueToTree(NOTES.extract(text));
  }
}
