package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aLearnedModelIsWrittenAndUsedAgain() throws Exception {
    String model = folder.resolve("model.json").toString();

    assertThat(run(people(), "--train", "--model", model).code()).isZero();
    assertThat(run(people(), "--model", model).code()).isZero();

    assertThat(together()).isTrue();
    Files.writeString(folder.resolve("model.json"), "{}");
    assertThat(run(people(), "--model", model).code()).isEqualTo(1);
  }
}
