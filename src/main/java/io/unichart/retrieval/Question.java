package io.unichart.retrieval;

import io.unichart.retrieval.EmbeddingModels.Model;

/**
 * A question's vector, as it is and centred.
 *
 * <p>All vectors of a model lean the same way, some passages more than others; these turn up for
 * every question. Taking a part of the passages' mean vector out of the question's makes them pay
 * for it: (q - λm)·p = q·p - λ(m·p). It costs one subtraction a question, and no index knows of it.
 * See J. Mu, P. Viswanath: All-but-the-top (2018), and M. Radovanović et al.: Hubs in space (2010).
 *
 * @param model whose vector it is
 * @param asked the vector of the question, of length one
 * @param centred the same less a part of the passages' mean
 */
record Question(Model model, float[] asked, float[] centred) {

  /** Takes a part of a mean out of a question's vector; a mean of no components changes nothing. */
  static Question of(Model model, float[] asked, float[] mean, double part) {
    if (mean.length != asked.length || part == 0) {
      return new Question(model, asked, asked);
    }
    float[] centred = new float[asked.length];
    for (int i = 0; i < asked.length; i++) {
      centred[i] = (float) (asked[i] - part * mean[i]);
    }
    return new Question(model, asked, centred);
  }

  /** The length of the centred vector: what a cosine with it must be multiplied by. */
  double centredLength() {
    double sum = 0;
    for (float v : centred) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /** A vector as PostgreSQL reads an array of real numbers. */
  static String literal(float[] vector) {
    StringBuilder text = new StringBuilder(vector.length * 12).append('{');
    for (int i = 0; i < vector.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(vector[i]);
    }
    return text.append('}').toString();
  }
}
