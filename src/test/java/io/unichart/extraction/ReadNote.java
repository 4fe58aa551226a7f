package io.unichart.extraction;

import io.unichart.terminology.BuiltInTerminology;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What {@code /agent/extract_structured} answers, without a service around it. */
public final class ReadNote {

  public static final Notes NOTES = new Notes(BuiltInTerminology.INSTANCE);

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ReadNote() {}

  /** The texts of what a list of the reading holds, in its order. */
  public static String texts(JsonNode read, String member) {
    return read.at("/" + member)
        .valueStream()
        .map(one -> one.at("/text").asString())
        .collect(Collectors.joining(", "));
  }

  public static JsonNode json(String text) {
    return JSON.valueToTree(NOTES.extract(text));
  }
}
