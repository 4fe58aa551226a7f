package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VectorSnapshotTest {

  private static final int DIMENSION = 64;

  @Test
  void itsCandidatesHoldTheTrulyNearest() {
    long seed = 11;
    Random random = new Random(seed);
    VectorSnapshot snapshot = new VectorSnapshot(DIMENSION);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      vectors.add(unit(random));
      snapshot.add(i, i % 10, vectors.get(i));
    }
    for (int q = 0; q < 20; q++) {
      float[] question = unit(random);
      List<Long> exact =
          java.util.stream.LongStream.range(0, vectors.size())
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -dot(question, vectors.get(i.intValue()))))
              .limit(10)
              .toList();

      assertThat(snapshot.nearest(question, 30, document -> true)).containsAll(exact);
    }
  }

  @Test
  void aScopeIsAppliedBeforeTheBestAreTaken() {
    Random random = new Random(12);
    VectorSnapshot snapshot = new VectorSnapshot(DIMENSION);
    for (int i = 0; i < 500; i++) {
      snapshot.add(i, i % 50, unit(random));
    }

    assertThat(snapshot.nearest(unit(random), 10, document -> document == 7))
        .hasSize(10)
        .allMatch(passage -> passage % 50 == 7);
  }

  @Test
  void whatIsRemovedIsNeverACandidateAgainAndTheOthersStay() {
    Random random = new Random(13);
    VectorSnapshot snapshot = new VectorSnapshot(DIMENSION);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      vectors.add(unit(random));
      snapshot.add(i, i, vectors.get(i));
    }

    snapshot.remove(Set.of(0L, 50L, 99L, 1_000L));

    assertThat(snapshot.size()).isEqualTo(97);
    assertThat(snapshot.nearest(vectors.get(50), 100, document -> true))
        .hasSize(97)
        .doesNotContain(0L, 50L, 99L);
    for (int i = 1; i < 99; i++) {
      if (i != 50) {
        assertThat(snapshot.nearest(vectors.get(i), 1, document -> true)).containsExactly((long) i);
      }
    }
  }

  @Test
  void theMeanFollowsWhatIsAddedAndRemoved() {
    VectorSnapshot snapshot = new VectorSnapshot(2);
    snapshot.add(1, 1, new float[] {1, 0});
    snapshot.add(2, 1, new float[] {0, 1});
    assertThat(snapshot.mean()).containsExactly(.5f, .5f);

    snapshot.remove(Set.of(2L));

    assertThat(snapshot.mean()).containsExactly(1f, 0f);
  }

  private static float[] unit(Random random) {
    float[] vector = new float[DIMENSION];
    double square = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      square += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
