package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCommandTest {

  private static final String MAPPING =
      "id: id\ngiven_name: first\nfamily_name: last\nbirth_date: born\n";

  @TempDir Path folder;

  private record Ran(int code, String said) {}

  private Ran run(String csv, String... more) throws Exception {
    return run(csv.getBytes(StandardCharsets.UTF_8), more);
  }

  private Ran run(byte[] csv, String... more) throws Exception {
    Files.write(folder.resolve("people.csv"), csv);
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    List<String> args =
        new ArrayList<>(
            List.of(
                "--input",
                folder.resolve("people.csv").toString(),
                "--mapping",
                folder.resolve("mapping.yaml").toString(),
                "--output",
                folder.resolve("clusters.csv").toString()));
    args.addAll(List.of(more));
    return ran(args);
  }

  private static Ran ran(List<String> args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code = new LinkCommand().run(args.toArray(String[]::new));
      return new Ran(code, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private static String people() {
    StringBuilder csv = new StringBuilder("id,first,last,born\n");
    for (int i = 0; i < 60; i++) {
      String a = "" + (char) ('a' + i % 26) + (char) ('a' + i * 11 % 26);
      csv.append("r%d,given%s,family%s,%d-03-%02d\n".formatted(i, a, a, 1940 + i, 1 + i % 28));
    }
    return csv + "x1,<b>margaret</b>,henderson,1961-03-14\nx2,margaret,henderson,1961-03-14\n";
  }

  private boolean together() throws Exception {
    String of1 = "";
    String of2 = "";
    for (String line : Files.readAllLines(folder.resolve("clusters.csv"))) {
      of1 = line.startsWith("x1,") ? line.substring(3) : of1;
      of2 = line.startsWith("x2,") ? line.substring(3) : of2;
    }
    return !of1.isEmpty() && of1.equals(of2);
  }

  @Test
  void theReportIsOnePageThatNeedsNothingFromElsewhere() throws Exception {
    Path report = folder.resolve("report.html");

    Ran ran = run(people(), "--report", report.toString());

    assertThat(ran.code()).isZero();
    assertThat(Files.readString(report))
        .startsWith("<!doctype html>")
        .contains("Match weights", "Sample pairs", "Completeness", "Blocking keys", "color-scheme")
        .doesNotContain("http:", "https:", "<script", "src=", "NaN", "henderson");
  }

  @Test
  void separatorsLineEndsAndAByteOrderMarkDoNotMatter() throws Exception {
    for (String csv :
        List.of(
            people(),
            people().replace(',', ';'),
            people().replace(',', '\t'),
            people().replace("\n", "\r\n"),
            "\uFEFF" + people(),
            people().replace("margaret,henderson", "\"margaret\",\"henderson\""))) {
      assertThat(run(csv).code()).isZero();
      assertThat(together()).isTrue();
    }
  }

  @Test
  void aBrokenRowIsNamedByItsLine() throws Exception {
    Ran narrow = run("id,first,last,born\n1,a,b,2000-01-02\n2,c\n");
    Ran open = run("id,first,last,born\n1,a,b,2000-01-02\n2,\"c,d,2000-01-02\n");

    assertThat(narrow.code()).isEqualTo(1);
    assertThat(narrow.said()).contains("line 3").contains("2 columns");
    assertThat(open.code()).isEqualTo(1);
    assertThat(open.said()).contains("line 3");
  }

  @Test
  void whatIsMissingIsSaidAndTheExitCodeTellsWhoseFaultItIs() throws Exception {
    assertThat(new LinkCommand().run(new String[] {"--help"})).isZero();
    assertThat(run(people(), "--nonsense").code()).isEqualTo(2);
    assertThat(run(people(), "--link-only").code()).isEqualTo(2);
    Ran header = run("id,first,born\n");
    assertThat(header.code()).isEqualTo(1);
    assertThat(header.said()).contains("no column 'last'");
  }

  @Test
  void aFileWithoutAHeaderIsRefusedWithoutAWordOfItsFirstPatient() throws Exception {
    Ran ran = run("p1,Margaret,Henderson,1961-03-14\np2,Rosa,Delgado,1970-01-02\n");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.said())
        .contains("no column 'id', no column 'first', no column 'last', no column 'born'")
        .contains("4 columns")
        .doesNotContain("p1", "Margaret", "Henderson", "1961");
  }

  @Test
  void reportAndModelTakeThePlaceOfOlderOnesWithTheirPermissions() throws Exception {
    Path report = folder.resolve("report.html");
    Path model = folder.resolve("model.json");
    for (Path file : List.of(report, model)) {
      Files.writeString(file, "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    run(people(), "--report", report.toString(), "--train", "--model", model.toString());

    for (Path file : List.of(report, model)) {
      assertThat(Files.size(file)).isGreaterThan(1_000);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aLearnedModelIsWrittenAndUsedAgain() throws Exception {
    String model = folder.resolve("model.json").toString();

    assertThat(run(people(), "--train", "--model", model).code()).isZero();
    assertThat(run(people(), "--model", model).code()).isZero();

    assertThat(together()).isTrue();
    Files.writeString(folder.resolve("model.json"), "{}");
    assertThat(run(people(), "--model", model).code()).isEqualTo(1);
  }

  @Test
  void filesOfOtherEncodingsAndSeparatorsAreLinkedAndTheReaderIsTold() throws Exception {
    Path western = folder.resolve("western.csv");
    Path marked = folder.resolve("marked.csv");
    Files.write(western, accents("w").replace(',', ';').getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(marked, "\uFEFF" + accents("m"));
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);

    Ran ran = link("--link-only", "--input", western.toString(), "--input", marked.toString());

    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.said()).contains("western.csv is not in UTF-8").doesNotContain("marked.csv is");
    List<String> clusters = Files.readAllLines(folder.resolve("clusters.csv"));
    assertThat(clusters.get(0)).isEqualTo("id,cluster_id,source");
    assertThat(clusters).hasSize(1 + 2 * 26);
    for (int i = 0; i < 26; i++) {
      assertThat(clusters).contains("w%d,w%d-0,0".formatted(i, i), "m%d,w%d-0,1".formatted(i, i));
    }
  }

  @Test
  void withLinkOnlyTheRecordsOfOneFileAreNotCompared() throws Exception {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    Files.writeString(first, people()); // has one person twice
    Files.writeString(second, "id,first,last,born\nz1,somebody,else,1999-09-09\n");
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);

    assertThat(
            link("--link-only", "--input", first.toString(), "--input", second.toString()).code())
        .isZero();
    assertThat(clusterOf("x1")).isNotEqualTo(clusterOf("x2"));
    assertThat(link("--input", first.toString(), "--input", second.toString()).code()).isZero();
    assertThat(clusterOf("x1")).isEqualTo(clusterOf("x2"));
  }

  @Test
  void aBrokenRowOfTheSecondFileIsNamedByFileAndLineAndNoOutputIsLeft() throws Exception {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    Files.writeString(first, people());
    Files.writeString(second, "id,first,last,born\n1,\"a\nb\",c,2000-01-02\n2,c\n");
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);

    Ran ran = link("--input", first.toString(), "--input", second.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.said()).contains("second.csv, line 4").contains("2 columns");
    assertThat(folder.resolve("clusters.csv")).doesNotExist();
  }

  @Test
  void utf16IsRefusedWithAReason() throws Exception {
    Ran ran = run(people().getBytes(StandardCharsets.UTF_16));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.said()).contains("people.csv is in UTF-16");
  }

  @Test
  void blocksThatAreLeftOutAreTold() throws Exception {
    StringBuilder csv = new StringBuilder("id,first,last,born\n");
    for (int i = 0; i < 6_000; i++) {
      csv.append("r%d,anna,miller,19%02d-03-%02d\n".formatted(i, i % 90, 1 + i % 28));
    }

    Ran ran = run(csv.toString());

    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.said()).containsPattern("capped .* blocks above .* records left out");
  }

  private static String accents(String prefix) {
    StringBuilder csv = new StringBuilder("id,first,last,born\n");
    for (int i = 0; i < 26; i++) {
      String a = "" + (char) ('a' + i % 26) + (char) ('a' + i * 11 % 26);
      csv.append(
          "%s%d,Zo\u00eb%s,Fran\u00e7ois%s,%d-03-%02d\n"
              .formatted(prefix, i, a, a, 1920 + i, 2 + i % 26));
    }
    return csv.toString();
  }

  private Ran link(String... inputs) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--mapping",
                folder.resolve("mapping.yaml").toString(),
                "--output",
                folder.resolve("clusters.csv").toString()));
    args.addAll(List.of(inputs));
    return ran(args);
  }

  private String clusterOf(String id) throws Exception {
    return Files.readAllLines(folder.resolve("clusters.csv")).stream()
        .filter(line -> line.startsWith(id + ","))
        .findFirst()
        .orElseThrow()
        .split(",")[1];
  }
}
