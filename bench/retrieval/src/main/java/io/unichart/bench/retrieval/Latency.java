package io.unichart.bench.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a search takes over HTTP with real questions, and how many of the ten nearest passages of
 * an earlier run (made without the index of vectors) are found again.
 *
 * <p>Usage: {@code Latency URL DATA_FOLDER CLIENTS RANKINGS_OUT [RANKINGS_EXACT]}
 */
public final class Latency {

  private static final int WARM_UP = 50;

  public static void main(String[] args) throws Exception {
    Service service = new Service(args[0]);
    Path folder = Path.of(args[1]);
    int clients = Integer.parseInt(args[2]);
    List<String> questions = new ArrayList<>(Corpus.liveQa(folder).questions().keySet());
    questions.addAll(Corpus.medQuad(folder, 200, 7).questions().keySet());
    System.out.println(service.get("/api/v1/rag/stats"));
    for (String mode : List.of("hybrid", "dense", "lexical")) {
      for (String question : questions.subList(0, WARM_UP)) {
        ask(service, question, mode);
      }
      measure(service, questions, mode, clients);
    }
    Map<String, List<String>> nearest = new LinkedHashMap<>();
    for (String question : questions) {
      nearest.put(question, ask(service, question, "dense"));
    }
    new ObjectMapper().writeValue(Path.of(args[3]).toFile(), nearest);
    if (args.length > 4) {
      compare(nearest, new ObjectMapper().readTree(Files.readString(Path.of(args[4]))));
    }
  }

  private static void measure(Service service, List<String> questions, String mode, int clients)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    double[] millis = new double[questions.size()];
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    List<Future<?>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int c = 0; c < clients; c++) {
      running.add(
          pool.submit(
              (Callable<Void>)
                  () -> {
                    for (int i = next.getAndIncrement();
                        i < millis.length;
                        i = next.getAndIncrement()) {
                      long begin = System.nanoTime();
                      ask(service, questions.get(i), mode);
                      millis[i] = (System.nanoTime() - begin) / 1e6;
                    }
                    return null;
                  }));
    }
    for (Future<?> client : running) {
      client.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-8s %d clients: p50 %.1f ms, p95 %.1f ms, max %.1f ms, %.0f/s (%d questions)%n",
        mode,
        clients,
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.95)],
        millis[millis.length - 1],
        millis.length / seconds,
        millis.length);
  }

  private static List<String> ask(Service service, String question, String mode) throws Exception {
    List<String> found = new ArrayList<>();
    for (JsonNode passage :
        service
            .post("/api/v1/rag/search", Map.of("query", question, "mode", mode, "top_k", 10))
            .get("passages")) {
      found.add(passage.get("document_id").asText() + "#" + passage.get("chunk_index").asText());
    }
    return found;
  }

  private static void compare(Map<String, List<String>> nearest, JsonNode exact) {
    int wanted = 0;
    int found = 0;
    for (Map.Entry<String, List<String>> question : nearest.entrySet()) {
      for (JsonNode passage : exact.get(question.getKey())) {
        wanted++;
        found += question.getValue().contains(passage.asText()) ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT, "recall@10 against the exact run: %.4f%n", (double) found / wanted);
  }

  private Latency() {}
}
