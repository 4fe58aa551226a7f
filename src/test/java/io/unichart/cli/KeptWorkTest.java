package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptWorkTest {

  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder;

  /** The command as a process of its own that keeps what it has finished of any input. */
  static final class Alone {
    public static void main(String[] args) {
      System.exit(new LinkCommand(0).run(args));
    }
  }

  private record Said<T>(T result, String text) {}

  private static <T> Said<T> hearing(Callable<T> work) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      T result = work.call();
      return new Said<>(result, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private String[] command(String output, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--input", folder.resolve("people.csv").toString(), "--mapping"));
    args.add(folder.resolve("people.yaml").toString());
    args.addAll(List.of("--output", folder.resolve(output + ".csv").toString()));
    args.addAll(List.of("--pairs", folder.resolve(output + ".pairs").toString()));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private void people(int size) {
    String file = folder.resolve("people.csv").toString();
    String[] args = {"--size", String.valueOf(size), "--duplicates", "0.3", "--output", file};
    assertThat(new GeneratePopulationCommand().run(args)).isZero();
  }

  private Said<Integer> link(String output, String... more) throws Exception {
    return hearing(() -> new LinkCommand(0).run(command(output, more)));
  }

  private Path work(String output) {
    return folder.resolve(output + ".csv.work");
  }

  /** Runs the command until it has scored the pairs of some blocking keys, and kills it. */
  private void killed(String output) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-cp"));
    line.addAll(List.of(System.getProperty("java.class.path"), Alone.class.getName()));
    line.addAll(List.of(command(output)));
    File log = folder.resolve("killed.log").toFile();
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log).start();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(work(output).resolve("pairs-1.kept")) || !process.isAlive());
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).as(Files.readString(log.toPath())).isEqualTo(128 + 9);
  }

  @Test
  void aRunThatWasKilledGoesOnAndWritesTheVeryBytesOfOneThatWasNot() throws Exception {
    people(30_000);
    killed("cut");
    assertThat(folder.resolve("cut.csv")).doesNotExist();
    assertThat(work("cut").resolve("learned.kept")).exists();

    Said<Integer> again = link("cut");

    assertThat(again.result()).as(again.text()).isZero();
    assertThat(again.text()).containsPattern("going on with \\d+ finished parts");
    assertThat(work("cut")).doesNotExist();
    assertThat(link("whole").text()).doesNotContain("going on");
    for (String end : List.of(".csv", ".pairs")) {
      assertThat(folder.resolve("cut" + end)).hasSameBinaryContentAs(folder.resolve("whole" + end));
    }
  }

  @Test
  void workOfAnotherInputIsNotUsedAndThatIsSaid() throws Exception {
    people(12_000);
    killed("cut");
    people(12_001);

    Said<Integer> again = link("cut");

    assertThat(again.result()).isZero();
    assertThat(again.text()).contains("is of other [input 1]").doesNotContain("going on");
    assertThat(work("cut")).doesNotExist();
    link("whole");
    assertThat(folder.resolve("cut.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
  }

  @Test
  void smallInputsLeaveNothingBeside() throws Exception {
    people(3_000);

    assertThat(new LinkCommand().run(command("small"))).isZero();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("people.csv", "people.yaml", "small.csv", "small.pairs");
    }
  }

  private KeptWork open(Map<String, String> of, boolean fresh) {
    return Objects.requireNonNull(KeptWork.open(folder.resolve("out.csv"), of, fresh));
  }

  private byte @Nullable [] afterwards(Map<String, String> of, boolean fresh) {
    try (KeptWork work = open(of, fresh)) {
      return work.part("learned");
    }
  }

  private void keep() {
    try (KeptWork work = open(Map.of("program", "1", "input 1", "a"), false)) {
      work.finished("learned", CONTENT);
    }
  }

  @Test
  void partsAreUsedForTheSameWorkOnly() throws Exception {
    keep();
    assertThat(afterwards(Map.of("program", "1", "input 1", "a"), false)).isEqualTo(CONTENT);

    Said<byte[]> newer = hearing(() -> afterwards(Map.of("program", "2", "input 1", "a"), false));
    assertThat(newer.result()).isNull();
    assertThat(newer.text()).contains("of other [program]");
    keep();
    assertThat(afterwards(Map.of("program", "1", "input 1", "a", "input 2", "b"), false)).isNull();
    keep();
    assertThat(afterwards(Map.of("program", "1"), false)).isNull();
    keep();
    Said<byte[]> fresh = hearing(() -> afterwards(Map.of("program", "1", "input 1", "a"), true));
    assertThat(fresh.result()).isNull();
    assertThat(fresh.text()).contains("left aside, as --fresh asks");
  }

  @Test
  void aValueOfSeveralLinesIsTheSameTheNextTime() {
    Map<String, String> of = Map.of("mapping", "id: a\r\nb");
    try (KeptWork work = open(of, false)) {
      work.finished("learned", CONTENT);
    }

    assertThat(afterwards(of, false)).isEqualTo(CONTENT);
  }

  @Test
  void aPartThatWasCutOffIsNotCountedAsFinished() throws Exception {
    keep();
    Files.write(folder.resolve("out.csv.work/pairs-1.kept.0123456789abcdef.part"), CONTENT);

    Said<byte[]> read = hearing(() -> afterwards(Map.of("program", "1", "input 1", "a"), false));

    assertThat(read.text()).contains("going on with 1 finished parts");
  }

  @Test
  void onlyWhoRunsItMayLookIntoItsWork() throws Exception {
    keep();

    Path work = folder.resolve("out.csv.work");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work)))
        .isEqualTo("rwx------");
  }

  @Test
  void workThatCannotBeExaminedIsNotLockedForever() throws Exception {
    keep();
    Path about = folder.resolve("out.csv.work/of.txt");
    Files.write(about, new byte[] {(byte) 0xC3, 0x28}); // no text

    assertThat(KeptWork.open(folder.resolve("out.csv"), Map.of("a", "b"), false)).isNull();
    Files.delete(about);

    assertThat(afterwards(Map.of("a", "b"), false)).isNull();
  }

  @Test
  void aDamagedPartIsComputedAgain() throws Exception {
    keep();
    Path file = folder.resolve("out.csv.work/learned.kept");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes);

    Said<byte[]> read = hearing(() -> afterwards(Map.of("program", "1", "input 1", "a"), false));

    assertThat(read.result()).isNull();
    assertThat(read.text()).contains("learned.kept is damaged");
  }

  @Test
  void twoRunsDoNotWriteOneOutput() {
    try (KeptWork work = open(Map.of(), false)) {
      assertThatThrownBy(() -> open(Map.of(), false))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("another process is writing the same output");
    }
  }

  @Test
  void aFolderOfOthersIsLeftAlone() throws IOException {
    Path others = Files.createDirectory(folder.resolve("out.csv.work"));
    Files.writeString(others.resolve("letters.txt"), "mine");

    assertThat(KeptWork.open(folder.resolve("out.csv"), Map.of(), true)).isNull();

    assertThat(others.resolve("letters.txt")).hasContent("mine");
  }
}
