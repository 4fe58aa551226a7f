package io.unichart.bench.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How good the ranking is: nDCG@10 (gain as graded), recall@10 and MRR of each mode over HTTP. The
 * service must be empty; a document's title is its name in the collection.
 *
 * <p>Usage: {@code Quality URL DATA_FOLDER liveqa|medquad}
 */
public final class Quality {

  private static final int DEEP = 10;

  public static void main(String[] args) throws Exception {
    Service service = new Service(args[0]);
    Path folder = Path.of(args[1]);
    Corpus corpus =
        args[2].equals("liveqa") ? Corpus.liveQa(folder) : Corpus.medQuad(folder, 500, 7);
    Map<Long, String> names = fill(service, corpus);
    System.out.printf(
        Locale.ROOT,
        "%s: %d documents, %d questions, %s%n",
        corpus.name(),
        corpus.documents().size(),
        corpus.questions().size(),
        service.get("/api/v1/rag/stats"));
    for (String mode : List.of("lexical", "dense", "hybrid")) {
      for (boolean grouped : new boolean[] {true, false}) {
        measure(service, corpus, names, mode, grouped);
      }
    }
  }

  /** Sends all documents unless they are there, and waits until they are embedded. */
  static Map<Long, String> fill(Service service, Corpus corpus) throws Exception {
    Map<Long, String> names = new HashMap<>();
    if (service.get("/api/v1/documents").get("count").asInt() > 0) {
      for (long skip = 0; ; skip += 1000) {
        JsonNode page = service.get("/api/v1/documents/list/all?limit=1000&skip=" + skip);
        if (page.isEmpty()) {
          return names;
        }
        page.forEach(d -> names.put(d.get("id").asLong(), d.get("title").asText()));
      }
    }
    for (Map.Entry<String, String> document : corpus.documents().entrySet()) {
      if (document.getValue().strip().length() < 10) {
        continue;
      }
      JsonNode made =
          service.post(
              "/api/v1/documents",
              Map.of(
                  "title", document.getKey(),
                  "content", document.getValue().replace("\0", "")));
      names.put(made.get("id").asLong(), document.getKey());
    }
    double rate = service.awaitEmbeddings();
    System.out.printf(Locale.ROOT, "embedded at %.1f passages/s after the upload%n", rate);
    return names;
  }

  private static void measure(
      Service service, Corpus corpus, Map<Long, String> names, String mode, boolean grouped)
      throws Exception {
    double ndcg = 0;
    double recall = 0;
    double mrr = 0;
    List<Double> millis = new ArrayList<>();
    for (Map.Entry<String, Map<String, Double>> question : corpus.questions().entrySet()) {
      Map<String, Object> body = new HashMap<>();
      body.put("query", question.getKey());
      body.put("mode", mode);
      body.put("top_k", grouped ? DEEP : 100);
      if (grouped) {
        body.put("group_by", "document");
      }
      long start = System.nanoTime();
      JsonNode answer = service.post("/api/v1/rag/search", body);
      millis.add((System.nanoTime() - start) / 1e6);
      Set<String> seen = new HashSet<>();
      List<String> ranked = new ArrayList<>();
      for (JsonNode passage : answer.get("passages")) {
        String name = names.get(passage.get("document_id").asLong());
        if (seen.add(name)) {
          ranked.add(name);
        }
      }
      Map<String, Double> gains = question.getValue();
      ndcg += ndcg(ranked, gains);
      long relevant = gains.values().stream().filter(g -> g > 0).count();
      long found =
          ranked.stream().limit(DEEP).filter(n -> gains.getOrDefault(n, 0.0) > 0).count();
      recall += (double) found / relevant;
      for (int i = 0; i < ranked.size(); i++) {
        if (gains.getOrDefault(ranked.get(i), 0.0) > 0) {
          mrr += 1.0 / (i + 1);
          break;
        }
      }
    }
    int n = corpus.questions().size();
    millis.sort(Comparator.naturalOrder());
    System.out.printf(
        Locale.ROOT,
        "%-8s %-8s %-18s nDCG@10 %.4f  recall@10 %.4f  MRR %.4f  p50 %.1f ms  p95 %.1f ms%n",
        corpus.name(),
        mode,
        grouped ? "group_by=document" : "passages",
        ndcg / n,
        recall / n,
        mrr / n,
        millis.get(millis.size() / 2),
        millis.get((int) (millis.size() * 0.95)));
  }

  private static double ndcg(List<String> ranked, Map<String, Double> gains) {
    double sum = 0;
    for (int i = 0; i < Math.min(DEEP, ranked.size()); i++) {
      sum += gains.getOrDefault(ranked.get(i), 0.0) / log2(i + 2);
    }
    List<Double> ideal = new ArrayList<>(gains.values());
    ideal.sort(Comparator.reverseOrder());
    double best = 0;
    for (int i = 0; i < Math.min(DEEP, ideal.size()); i++) {
      best += ideal.get(i) / log2(i + 2);
    }
    return best == 0 ? 0 : sum / best;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private Quality() {}
}
