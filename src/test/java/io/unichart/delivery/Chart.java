package io.unichart.delivery;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Helm chart as Helm renders it, for the tests that judge it. */
final class Chart {

  static final Path FOLDER = Path.of("charts/unichart");

  private Chart() {}

  /** The values that the chart's own folder of examples holds. */
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
      return files.filter(file -> file.toString().endsWith("-values.yaml")).sorted().toList();
    }
  }

  static Path example(String name) {
    return FOLDER.resolve("ci/" + name + "-values.yaml");
  }

  /** Renders with a file of values and further settings, {@code name=value} each. */
  static String render(Path values, String... settings) {
    var command =
        new Helm(FOLDER)
            .template()
            .withName("unichart")
            .withNamespace("records")
            .withKubeVersion("1.34.0")
            .withValuesFile(values);
    for (String setting : settings) {
      int split = setting.indexOf('=');
      command = command.set(setting.substring(0, split), setting.substring(split + 1));
    }
    return command.call();
  }

  /** Renders without a file of values. */
  static String renderBare(String... settings) {
    var command =
        new Helm(FOLDER)
            .template()
            .withName("unichart")
            .withNamespace("records")
            .withKubeVersion("1.34.0");
    for (String setting : settings) {
      int split = setting.indexOf('=');
      command = command.set(setting.substring(0, split), setting.substring(split + 1));
    }
    return command.call();
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** The objects of a rendering. */
  static List<Map<String, Object>> objects(String rendered) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object object : yaml().loadAll(rendered)) {
      if (object != null) {
        objects.add(map(object));
      }
    }
    return objects;
  }

  static Map<String, Object> object(String rendered, String kind, String name) {
    return objects(rendered).stream()
        .filter(object -> kind.equals(object.get("kind")) && name.equals(nameOf(object)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  static String nameOf(Map<String, Object> object) {
    return (String) map(object.get("metadata")).get("name");
  }

  /** What a path of names leads to, or null. */
  static Object at(Object from, String... path) {
    Object here = from;
    for (String step : path) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object object) {
    return (Map<String, Object>) object;
  }

  static List<Map<String, Object>> maps(Object object) {
    List<Map<String, Object>> maps = new ArrayList<>();
    if (object instanceof List<?> list) {
      list.forEach(item -> maps.add(map(item)));
    }
    return maps;
  }

  static Object load(Path file) throws IOException {
    return yaml().load(Files.readString(file));
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }
}
