package io.unichart.delivery;

import static io.unichart.delivery.Chart.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chart's values are described once, in {@code values.yaml}; schema and README repeat the
 * words. {@code -Dgolden=write} carries a change over.
 */
class ChartReferenceTest {

  private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- values: made from values.yaml -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final Pattern DESCRIPTION = Pattern.compile(" *# -- (.*)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final boolean WRITE = "write".equals(System.getProperty("golden"));

  @Test
  void everyValueIsInTheSchemaWithTheSameWords() throws IOException {
    Map<String, String> described = described();
    ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(SCHEMA));
    Map<String, ObjectNode> properties = new LinkedHashMap<>();
    collect("", schema, properties);
    properties.remove("enabled"); // a parent chart's

    assertThat(properties.keySet()).containsAll(described.keySet());
    if (WRITE) {
      described.forEach((name, words) -> properties.get(name).put("description", words));
      Files.writeString(SCHEMA, JSON.writeValueAsString(schema) + "\n");
    }
    Map<String, String> inSchema = new LinkedHashMap<>();
    properties.forEach(
        (name, node) -> inSchema.put(name, node.path("description").asString("nothing")));
    assertThat(inSchema).containsExactlyInAnyOrderEntriesOf(described);
  }

  @Test
  void everyValueHasADescription() throws IOException {
    List<String> values = new ArrayList<>();
    names("", map(Chart.load(VALUES)), described(), values);

    assertThat(described().keySet()).containsAll(values);
  }

  @Test
  void everyObjectOfTheSchemaIsClosed() throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(SCHEMA));

    assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
    assertThat(schema.get("properties").propertyNames()).contains("global", "enabled");
    for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
      if (property.getValue().has("properties") && !property.getKey().equals("global")) {
        assertThat(property.getValue().path("additionalProperties").asBoolean(true))
            .as(property.getKey())
            .isFalse();
      }
    }
  }

  @Test
  void theReadmeListsEveryValue() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    String wanted = readme.substring(0, begin) + table() + readme.substring(end);
    if (WRITE) {
      Files.writeString(README, wanted);
      return;
    }

    assertThat(readme).isEqualTo(wanted);
  }

  private static String table() throws IOException {
    Map<String, Object> values = map(Chart.load(VALUES));
    StringBuilder table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
    Map<String, String> described = described();
    described.forEach(
        (name, words) ->
            table
                .append("| `")
                .append(name)
                .append("` | ")
                .append(written(name, values, described))
                .append(" | ")
                .append(words.replace("|", "\\|"))
                .append(" |\n"));
    return table.toString();
  }

  private static String written(
      String name, Map<String, Object> values, Map<String, String> described) {
    Object value = Chart.at(values, name.split("\\."));
    boolean parts =
        value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> described.containsKey(name + "." + key));
    return value == null || value.equals("") || parts
        ? ""
        : "`" + JsonMapper.shared().writeValueAsString(value).replace("\"", "") + "`";
  }

  /** Names of values, as paths, with what the comment above each says. */
  private static Map<String, String> described() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    String pending = null;
    for (String line : Files.readAllLines(VALUES)) {
      Matcher description = DESCRIPTION.matcher(line);
      Matcher key = KEY.matcher(line);
      if (description.matches()) {
        pending = description.group(1);
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        while (path.size() > depth) {
          path.remove(path.size() - 1);
        }
        path.add(key.group(2));
        if (pending != null) {
          found.put(String.join(".", path), pending);
        }
        pending = null;
      }
    }
    return found;
  }

  private static void collect(String prefix, ObjectNode schema, Map<String, ObjectNode> into) {
    JsonNode properties = schema.path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = prefix + property.getKey();
      into.put(name, (ObjectNode) property.getValue());
      collect(name + ".", (ObjectNode) property.getValue(), into);
    }
  }

  /** Every value, down to those whose parts have no description of their own. */
  private static void names(
      String prefix, Map<String, Object> values, Map<String, String> described, List<String> into) {
    for (Map.Entry<String, Object> value : values.entrySet()) {
      String name = prefix + value.getKey();
      into.add(name);
      if (value.getValue() instanceof Map<?, ?> map
          && map.keySet().stream()
              .anyMatch(key -> described.containsKey(name + "." + Objects.toString(key)))) {
        names(name + ".", map(map), described, into);
      }
    }
  }
}
