package io.unichart.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LocalEmbedderTest {

  private static final Inference INFERENCE = new Inference();
  private static final Embedder BGE = embedder(LocalModel.BGE_SMALL);

  private static Embedder embedder(LocalModel model) {
    return new LocalEmbedder(model, INFERENCE.helpers(), INFERENCE.cores());
  }

  @AfterAll
  static void stop() {
    INFERENCE.stop();
  }

  @Test
  void readsTextAsTheReferenceTokenizerDoes() {
    var reference = new BgeSmallEnV15QuantizedEmbeddingModel();
    List<String> texts =
        List.of(
            "BP 152/96 (repeat 150/94), HR 76; Temp 98.1°F, SpO2 97% RA",
            "naïve café ß ½ 日本語 a\u200bb \u00adsoft $5+3=8 <tag>`~^| “quoted” – it’s 10µg",
            "x".repeat(120),
            "Tab\tand\u00a0blank\r\nline");

    List<float[]> ours = BGE.passages(texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(cosine(ours.get(i), reference.embed(texts.get(i)).content().vector()))
          .as(texts.get(i))
          .isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void aListInParallelGivesTheVectorsOfItsTextsInTheirOrder() {
    List<String> texts =
        IntStream.range(0, 40).mapToObj(i -> "finding number " + i + " of many").toList();

    List<float[]> together = BGE.passages(texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(together.get(i)).isEqualTo(BGE.passages(List.of(texts.get(i))).get(0));
    }
  }

  @Test
  void everyVectorHasLengthOneAlsoOfALongAndOfAnEmptyText() {
    for (String text : List.of("", "fever", "the knee is swollen and warm ".repeat(400))) {
      float[] vector = BGE.passages(List.of(text)).get(0);

      assertThat(vector).hasSize(BGE.dimension());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void theCosineOfAnEnsembleIsTheWeightedMeanOfItsVoices() {
    Embedder minilm = embedder(LocalModel.MINILM);
    Embedder both = embedder(LocalModel.ENSEMBLE);
    String question = "what lowers blood pressure";
    List<String> passage = List.of("Reduce sodium intake and take regular exercise.");
    double weight = LocalModel.ENSEMBLE.voices().get(0).weight();

    double expected =
        weight * cosine(BGE.query(question), BGE.passages(passage).get(0))
            + (1 - weight) * cosine(minilm.query(question), minilm.passages(passage).get(0));

    assertThat(cosine(both.query(question), both.passages(passage).get(0)))
        .isCloseTo(expected, within(1e-4));
  }

  @Test
  void nearMeaningIsNearerThanSharedWords() {
    float[] question = BGE.query("Does the patient have high blood sugar?");

    List<float[]> passages =
        BGE.passages(List.of("Hyperglycaemia was noted.", "The patient has a blood type on file."));

    assertThat(cosine(question, passages.get(0))).isGreaterThan(cosine(question, passages.get(1)));
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
