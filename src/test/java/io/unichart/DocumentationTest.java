package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for people say what the code says. */
class DocumentationTest {

  private static final Path DOCS = Path.of("docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]*) \\|");
  private static final Pattern ARTIFACT =
      Pattern.compile("<dependency>.*?<artifactId>([^<]+)</artifactId>", Pattern.DOTALL);

  private static final Pattern PART =
      Pattern.compile("(?m)^\\| `([a-z]+)` \\| [^|]* \\| ([^|]*) \\|$");
  private static final Pattern MAY_USE =
      Pattern.compile("allowedDependencies = \\{(.*?)}", Pattern.DOTALL);

  /** A part, and maybe one of its rooms behind colons. */
  private static final Pattern NAMED = Pattern.compile("\"([a-z]+)[^\"]*\"");

  @Test
  void everyKindOfProblemHasItsLine() throws IOException {
    List<String> documented = new ArrayList<>();
    for (MatchResult row : rows(DOCS.resolve("problems.md"))) {
      documented.add(row.group(1) + " " + row.group(2));
    }

    assertThat(documented)
        .containsExactlyElementsOf(
            Stream.of(ProblemType.values())
                .map(type -> type.slug() + " " + type.status().value())
                .toList());
  }

  @Test
  void everyDependencyHasItsReason() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String own = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
    Set<String> declared = new TreeSet<>();
    ARTIFACT.matcher(own).results().forEach(result -> declared.add(result.group(1)));

    Set<String> documented = new TreeSet<>();
    rows(DOCS.resolve("decisions/0002-dependencies.md"))
        .forEach(row -> documented.add(row.group(1)));

    assertThat(documented).isEqualTo(declared);
  }

  @Test
  void everyLinkToAFileOfOursLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !Files.exists(page.resolveSibling(link).normalize()))
          .forEach(link -> broken.add(page + " -> " + link));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPartHasItsRowInTheDesignWithWhatItMayUse() throws IOException {
    Map<String, Set<String>> declared = new TreeMap<>();
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/unichart"))) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        declared.put(folder.getFileName().toString(), dependencies(folder));
      }
    }

    Map<String, Set<String>> documented = new TreeMap<>();
    PART.matcher(Files.readString(DOCS.resolve("design.md")))
        .results()
        .filter(row -> Files.exists(Path.of("src/main/java/io/unichart", row.group(1))))
        .forEach(row -> documented.put(row.group(1), Set.of(row.group(2).split(", "))));
    // what stands under none of our parts: Java alone, or Spring
    documented.put("matching", Set.of());
    documented.put("platform", Set.of());

    assertThat(documented).isEqualTo(declared);
  }

  private static Set<String> dependencies(Path part) throws IOException {
    Matcher declared = MAY_USE.matcher(Files.readString(part.resolve("package-info.java")));
    Set<String> parts = new TreeSet<>();
    if (declared.find()) {
      NAMED.matcher(declared.group(1)).results().forEach(name -> parts.add(name.group(1)));
    }
    return parts;
  }

  @Test
  void noJavaFileGrowsBeyondFiveHundredLines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (Files.readAllLines(file).size() > 500) {
          tooLong.add(file.toString());
        }
      }
    }

    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsForAndThatNothingIsNull() throws IOException {
    List<String> silent = new ArrayList<>();
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java/io/unichart"))) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        Path about = folder.resolve("package-info.java");
        if (!Files.exists(about) || !Files.readString(about).contains("@NullMarked")) {
          silent.add(folder.toString());
        }
      }
    }

    assertThat(silent).isEmpty();
  }

  private static List<MatchResult> rows(Path page) throws IOException {
    return ROW.matcher(Files.readString(page)).results().toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder :
        List.of(
            Path.of("."),
            DOCS,
            DOCS.resolve("decisions"),
            DOCS.resolve("kubernetes"),
            DOCS.resolve("runbooks"),
            Path.of("charts/unichart"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
