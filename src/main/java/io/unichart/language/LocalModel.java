package io.unichart.language;

import java.util.List;
import java.util.Optional;

/** The embedding models that come with the product, alone and together. */
enum LocalModel {
  BGE_SMALL(
      "bge-small",
      new Voice(
          "bge-small-en-v1.5-q",
          SentenceModel.Pooling.FIRST_TOKEN,
          384,
          "Represent this sentence for searching relevant passages: ",
          1)),
  MINILM("minilm", new Voice("all-minilm-l6-v2-q", SentenceModel.Pooling.MEAN, 384, "", 1)),
  BGE_SMALL_AND_MINILM(
      "bge-small+minilm",
      new Voice(
          "bge-small-en-v1.5-q",
          SentenceModel.Pooling.FIRST_TOKEN,
          384,
          "Represent this sentence for searching relevant passages: ",
          .6),
      new Voice("all-minilm-l6-v2-q", SentenceModel.Pooling.MEAN, 384, "", .4));

  /**
   * One model of an ensemble.
   *
   * @param file the base name of the model's files on the class path
   * @param queryPrefix what the model expects before a question
   * @param weight its share of the ensemble's cosine
   */
  record Voice(
      String file,
      SentenceModel.Pooling pooling,
      int dimension,
      String queryPrefix,
      double weight) {}

  private final String label;
  private final List<Voice> voices;

  LocalModel(String label, Voice... voices) {
    this.label = label;
    this.voices = List.of(voices);
  }

  String label() {
    return label;
  }

  List<Voice> voices() {
    return voices;
  }

  int dimension() {
    return voices.stream().mapToInt(Voice::dimension).sum();
  }

  static Optional<LocalModel> named(String label) {
    return List.of(values()).stream().filter(model -> model.label.equals(label)).findFirst();
  }
}
