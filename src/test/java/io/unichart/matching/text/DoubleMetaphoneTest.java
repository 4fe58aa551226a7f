package io.unichart.matching.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against another implementation of the same publication, on names and on made-up spellings. */
class DoubleMetaphoneTest {

  /** Every spelling that a rule speaks of, and what stands around it. */
  private static final String[] PIECES =
      ("a e i o u y b bb c cc ch chia chae ck cz ci ce cio d dg dge dt f ff g gg gh gn gli ger gy h"
              + " j jj jose k kn l ll illo alle m mb umb n nn p ph pb q r rr ier s ss sh sch schm"
              + " sc sio sian sz isl sugar t tt th tth tion tia tch td v w wr wh witz wicz owski ewsky"
              + " x xx eau z zz zh zo za er en ai oi ach bach mac mc van von san oo heim holm tom"
              + " caesar charac chor orchid archit ucces rgy dang rang uccee om am")
          .split(" ");

  private final org.apache.commons.codec.language.DoubleMetaphone oracle =
      new org.apache.commons.codec.language.DoubleMetaphone();

  private void agree(String word) {
    agree(word, "a name of our tables");
  }

  private void agree(String word, String whence) {
    DoubleMetaphone codes = DoubleMetaphone.of(word);

    assertThat(codes.primary()).as("%s, %s", word, whence).isEqualTo(oracle.doubleMetaphone(word));
    // the other one writes a blank where the publication adds nothing
    assertThat(codes.alternate())
        .as("%s, the other reading, %s", word, whence)
        .isEqualTo(oracle.doubleMetaphone(word, true).replace(" ", ""));
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String list : new String[] {"population.txt", "text/nicknames.txt"}) {
      try (InputStream in =
          DoubleMetaphone.class.getResourceAsStream("/io/unichart/matching/" + list)) {
        if (in != null) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          for (String word : text.split("[^\\p{L}]+")) {
            names.add(Folding.letters(word));
          }
        }
      }
    }
    names.remove("");
    return names;
  }

  @Test
  void theNamesOfOurTablesSoundAsTheOtherImplementationSays() throws IOException {
    Set<String> names = names();

    assertThat(names).hasSizeGreaterThan(1_000);
    names.forEach(this::agree);
  }

  @Test
  void everySpellingAndWhatStandsAroundItSoundsAsTheOtherImplementationSays() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        word.append(PIECES[random.nextInt(PIECES.length)]);
        if (random.nextInt(12) == 0 && n > 1) {
          word.append(' ');
        }
      }
      agree(word.toString(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smith, SM0, XMT",
    "schmidt, XMT, SMT",
    "michael, MKL, MXL",
    "thompson, TMPS, TMPS",
    "jose, HS, HS",
    "wasserman, ASRM, FSRM",
    "knight, NT, NT",
    "xavier, SF, SFR"
  })
  void namesHaveTheCodesThatThePublicationGives(String name, String primary, String alternate) {
    assertThat(DoubleMetaphone.of(name)).isEqualTo(new DoubleMetaphone(primary, alternate));
  }

  @Test
  void namesSoundAlikeWhenAnyReadingsAgree() {
    assertThat(DoubleMetaphone.of("smith").soundsLike(DoubleMetaphone.of("schmidt"))).isTrue();
    assertThat(DoubleMetaphone.of("catherine").soundsLike(DoubleMetaphone.of("kathryn"))).isTrue();
    assertThat(DoubleMetaphone.of("smith").soundsLike(DoubleMetaphone.of("jones"))).isFalse();
    assertThat(DoubleMetaphone.of("").soundsLike(DoubleMetaphone.of(""))).isFalse();
    assertThat(DoubleMetaphone.of("陳").soundsLike(DoubleMetaphone.of("陳"))).isFalse();
  }
}
