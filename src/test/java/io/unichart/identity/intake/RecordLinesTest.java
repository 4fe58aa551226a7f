package io.unichart.identity.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.intake.RecordLines.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RecordLinesTest {

  private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

  @Test
  void linesKeepTheirNumbersHoweverTheyArrive() {
    String json = "{\"a\":1}\n\n  \r\n{\"b\":2}\r\n{\"c\":3}";
    for (int size = 1; size < 12; size++) {
      assertThat(told(json, size, false, 1_000))
          .containsExactly("1 {\"a\":1}", "4 {\"b\":2}", "5 {\"c\":3}");
    }
  }

  @Test
  void aQuotedCellMayHoldLinesQuotesAndSeparators() {
    String csv = "id,name\n1,\"a\nb,\"\"c\"\"\"\n2,d\n3,5\" pipe\n";
    for (int size = 1; size < 12; size++) {
      assertThat(told(csv, size, true, 1_000))
          .containsExactly("1 id,name", "2 1,\"a\nb,\"\"c\"\"\"", "4 2,d", "5 3,5\" pipe");
    }
  }

  @Test
  void aBrokenQuoteCostsOneLineOnly() {
    String csv = "id,name\n1,\"open\n2,b\n3,\"c, d\"\n4,e\n5,\"f\n6,g\n";
    for (int size = 1; size < 12; size++) {
      assertThat(told(csv, size, true, 1_000))
          .containsExactly(
              "1 id,name",
              "2 ! text behind a closing quote",
              "3 2,b",
              "4 3,\"c, d\"",
              "5 4,e",
              "6 ! a quoted cell does not end",
              "7 6,g");
    }
  }

  @Test
  void textBehindAQuoteIsLostToTheEndOfItsLine() {
    String csv = "id;name\n1;\"a\"bcd;x\n2;b\n";
    for (int size = 1; size < 12; size++) {
      assertThat(told(csv, size, true, 1_000))
          .containsExactly("1 id;name", "2 ! text behind a closing quote", "3 2;b");
    }
  }

  @Test
  void aLineThatIsTooLongIsLeftOutAndCostsNoMemory() {
    String json = "{\"a\":1}\n" + "x".repeat(5_000) + "\n{\"c\":3}\n";
    for (int size : new int[] {1, 7, 100, 4_999, 20_000}) {
      assertThat(told(json, size, false, 100).get(2)).isEqualTo("3 {\"c\":3}");
    }
    assertThat(told(json, 64, false, 100).get(1)).startsWith("2 ! is longer than");
  }

  @Test
  void whateverIsSentNothingFailsAndNumbersGrow() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    String letters = "a,\"\n\r; ";
    for (int run = 0; run < 300; run++) {
      StringBuilder csv = new StringBuilder("id,name\n");
      for (int i = 0; i < 60; i++) {
        csv.append(letters.charAt(random.nextInt(letters.length())));
      }
      List<String> whole = told(csv.toString(), 1_000, true, 40);
      List<Long> numbers =
          whole.stream().map(line -> Long.valueOf(line.substring(0, line.indexOf(' ')))).toList();

      assertThat(numbers).as("seed %d, run %d", seed, run).isSorted().doesNotHaveDuplicates();
    }
  }

  private static List<String> told(String text, int size, boolean csv, int longest) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<DataBuffer> body = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += size) {
      body.add(
          BUFFERS.wrap(java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size))));
    }
    Flux<Line> lines =
        csv
            ? RecordLines.ofCsv(Flux.fromIterable(body), longest)
            : RecordLines.ofJson(Flux.fromIterable(body), longest);
    List<String> told = new ArrayList<>();
    StepVerifier.create(
            lines.map(
                line ->
                    line.number()
                        + " "
                        + (line.fault() == null
                            ? new String(line.bytes(), StandardCharsets.UTF_8)
                            : "! " + line.fault())))
        .recordWith(() -> told)
        .thenConsumeWhile(line -> true)
        .verifyComplete();
    return told;
  }
}
