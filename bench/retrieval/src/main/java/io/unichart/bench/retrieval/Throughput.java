package io.unichart.bench.retrieval;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast the service embeds its whole library again, queue, database and all, beside the same two
 * models alone in a loop over the same texts: rounds of both in turn, and the median of their ratio.
 *
 * <p>Usage: {@code Throughput URL JDBC_URL ROUNDS}
 */
public final class Throughput {

  private static final int BATCH = 64;

  public static void main(String[] args) throws Exception {
    Service service = new Service(args[0]);
    List<String> texts = texts(args[1]);
    List<EmbeddingModel> models =
        List.of(
            new BgeSmallEnV15QuantizedEmbeddingModel(), new AllMiniLmL6V2QuantizedEmbeddingModel());
    bare(models, texts.subList(0, Math.min(200, texts.size())));
    double[] ratios = new double[Integer.parseInt(args[2])];
    for (int round = 0; round < ratios.length; round++) {
      long start = System.nanoTime();
      int embedded =
          service
              .post("/api/v1/rag/embed_all?force=true", Map.of())
              .get("total_embeddings")
              .asInt();
      double ofService = embedded / ((System.nanoTime() - start) / 1e9);
      double ofModels = bare(models, texts);
      ratios[round] = ofService / ofModels;
      System.out.printf(
          Locale.ROOT,
          "service %.1f/s (%d passages), models alone %.1f/s, ratio %.3f%n",
          ofService,
          embedded,
          ofModels,
          ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf(Locale.ROOT, "median ratio %.3f%n", ratios[ratios.length / 2]);
  }

  private static double bare(List<EmbeddingModel> models, List<String> texts) {
    long start = System.nanoTime();
    for (int at = 0; at < texts.size(); at += BATCH) {
      List<TextSegment> batch =
          texts.subList(at, Math.min(at + BATCH, texts.size())).stream()
              .map(TextSegment::from)
              .toList();
      for (EmbeddingModel model : models) {
        model.embedAll(batch);
      }
    }
    return texts.size() / ((System.nanoTime() - start) / 1e9);
  }

  private static List<String> texts(String database) throws Exception {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select concat_ws(e'\\n', nullif(context, ''), text) from passage order by id")) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private Throughput() {}
}
