package io.unichart.language;

import java.util.List;
import java.util.Optional;

/** The embedding models that come with the product, alone and together. */
enum LocalModel {
  BGE_SMALL("bge-small-en-v1.5", bge(1)),
  MINILM("all-minilm-l6-v2", minilm(1)),
  /** Better than either alone on consumers' questions, see the project's performance page. */
  ENSEMBLE("bge-small-en-v1.5+all-minilm-l6-v2", bge(.5), minilm(.5));

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

  private static Voice bge(double weight) {
    return new Voice(
        "bge-small-en-v1.5-q",
        SentenceModel.Pooling.FIRST_TOKEN,
        384,
        "Represent this sentence for searching relevant passages: ",
        weight);
  }

  private static Voice minilm(double weight) {
    return new Voice("all-minilm-l6-v2-q", SentenceModel.Pooling.MEAN, 384, "", weight);
  }

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
