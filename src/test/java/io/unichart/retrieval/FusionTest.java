package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.retrieval.DenseLeg.Near;
import io.unichart.retrieval.LexicalLeg.Fit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {

  private final Fusion fusion = new Fusion(0.08, 0.06);

  @Test
  void withoutWordsInCommonTheOrderIsThatOfMeaning() {
    Map<Long, Near> near = Map.of(1L, near(1, .5), 2L, near(2, .7), 3L, near(3, .6));

    assertThat(ids(near, Map.of())).containsExactly(2L, 3L, 1L);
  }

  @Test
  void wordsDecideBetweenPassagesOfNearlyTheSameMeaning() {
    Map<Long, Near> near = Map.of(1L, near(1, .70), 2L, near(2, .69));
    Map<Long, Fit> fits = Map.of(2L, new Fit(2, 9, .6, 1));

    assertThat(ids(near, fits)).containsExactly(2L, 1L);
  }

  @Test
  void wordsAloneDoNotLiftAPassageOfAnotherMeaning() {
    Map<Long, Near> near = Map.of(1L, near(1, .80), 2L, near(2, .55));
    Map<Long, Fit> fits = Map.of(2L, new Fit(2, 30, 1, 1));

    assertThat(ids(near, fits)).containsExactly(1L, 2L);
  }

  @Test
  void aPassageWithoutItsVectorIsFoundByItsWordsBehindThoseThatMeanTheSame() {
    Map<Long, Near> near = Map.of(1L, near(1, .80), 2L, near(2, .60));
    Map<Long, Fit> fits = Map.of(3L, new Fit(3, 12, .5, 1));

    assertThat(ids(near, fits)).containsExactly(1L, 3L, 2L);
  }

  @Test
  void whereNothingIsEmbeddedWordsRankAlone() {
    Map<Long, Fit> fits = Map.of(1L, new Fit(1, 3, .1, .5), 2L, new Fit(2, 9, .4, .9));

    assertThat(ids(Map.of(), fits)).containsExactly(2L, 1L);
  }

  @Test
  void equalScoresKeepTheOrderOfTheNumbers() {
    Map<Long, Near> near = Map.of(7L, near(7, .5), 3L, near(3, .5), 5L, near(5, .5));

    assertThat(ids(near, Map.of())).containsExactly(3L, 5L, 7L);
  }

  private List<Long> ids(Map<Long, Near> near, Map<Long, Fit> fits) {
    return fusion.fuse(near, fits).stream().map(Fusion.Fused::passageId).toList();
  }

  private static Near near(long id, double cosine) {
    return new Near(id, cosine, cosine);
  }
}
