package io.unichart.bench.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A running service, as any client sees it. */
final class Service {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Service(String url) {
    this.url = url.replaceAll("/+$", "");
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return read(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return read(
        http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.ofString()));
  }

  private static JsonNode read(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Waits until nothing is left to embed, and tells how many passages were embedded a second. */
  double awaitEmbeddings() throws IOException, InterruptedException {
    long start = System.nanoTime();
    long before = get("/api/v1/rag/stats").get("total_embeddings").asLong();
    while (true) {
      JsonNode stats = get("/api/v1/rag/stats");
      if (stats.get("pending_documents").asLong() == 0) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return (stats.get("total_embeddings").asLong() - before) / seconds;
      }
      Thread.sleep(1000);
    }
  }
}
