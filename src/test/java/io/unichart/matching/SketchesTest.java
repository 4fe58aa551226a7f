package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the comparison itself, on invented values and on slips of them; tells its seed. */
class SketchesTest {

  private static final List<String> LETTERS =
      List.of("anna", "bartholomew", "mary ann", "o neill", "li", "j", "josé", "liz", "elizabeth");
  private static final List<String> LINES =
      List.of("maple avenue", "oak street", "old mill road", "avenue of oaks", "main", "rose end");
  private static final List<String> ADDRESSES =
      List.of("ann.lee@post.example", "a@b.example", "nobody", "j.carter@web.example", "@x");
  private static final List<String> NUMBERS =
      List.of("1", "12", "21", "1234567", "94110-2231", "a12b7", "555123456789", "12|34");

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  private List<String> examples(Role role) {
    return switch (role) {
      case STREET, CITY, TEXT -> LINES;
      case EMAIL -> ADDRESSES;
      case HOUSE_NUMBER, PHONE, POSTAL_CODE, IDENTIFIER -> NUMBERS;
      default -> LETTERS;
    };
  }

  private String any(Role role) {
    if (random.nextInt(4) == 0) {
      List<String> examples = examples(role);
      return examples.get(random.nextInt(examples.size()));
    }
    boolean digits = examples(role) == NUMBERS;
    String alphabet = digits ? "0123456789" : role == Role.EMAIL ? "aeinorst@.1" : "abdeilnorst ";
    StringBuilder text = new StringBuilder();
    for (int n = 1 + random.nextInt(digits ? 9 : 18); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString().strip();
  }

  private String slipped(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int slips = random.nextInt(4); slips > 0 && out.length() > 1; slips--) {
      int at = random.nextInt(out.length() - 1);
      char c = out.charAt(at);
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, out.charAt(random.nextInt(out.length())));
        case 2 -> out.setCharAt(at, out.charAt(random.nextInt(out.length())));
        default -> {
          out.setCharAt(at, out.charAt(at + 1));
          out.setCharAt(at + 1, c);
        }
      }
    }
    return out.toString().strip();
  }

  @Test
  void aGlanceTellsOnlyWhatReadingWouldTell() {
    for (Role role : Role.values()) {
      Values values = new Values();
      List<Integer> codes = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        String text = any(role);
        codes.add(values.intern(text));
        codes.add(values.intern(slipped(text)));
      }
      Sketches sketches = sketches(role, values);
      int differ = 0;
      for (int i = 0; i < 60_000; i++) {
        int at = random.nextInt(codes.size());
        int a = codes.get(at);
        int b = codes.get(random.nextBoolean() ? at ^ 1 : random.nextInt(codes.size()));
        if (a != 0 && b != 0 && a != b && sketches.differ(0, 0, a, b)) {
          differ++;
          assertThat(Levels.level(role, values.text(a), values.text(b)))
              .as("seed %d, %s: %s and %s", seed, role, values.text(a), values.text(b))
              .isEqualTo(role.different());
        }
      }
      if (role.isName() || examples(role) != LETTERS) {
        assertThat(differ).as("told at a glance of %s", role).isGreaterThan(500);
      }
    }
  }

  private static Sketches sketches(Role role, Values values) {
    return new Sketches(
        new RecordTable(
            1,
            List.of(new Field("f", role)),
            new int[][] {{0}},
            new Values[] {values},
            new byte[1],
            1));
  }
}
