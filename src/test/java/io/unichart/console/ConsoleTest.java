package io.unichart.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class ConsoleTest {

  @Autowired WebTestClient http;
  @Autowired Documents documents;

  @Test
  void aBrowserThatAsksForTheRootGetsThePage() {
    String page = page("/", 200);

    assertThat(page).contains("<h1", "Ask your documents", "<html", "lang=\"en\"");
  }

  @Test
  void aProgramThatAsksForTheRootGetsJson() {
    http.get()
        .uri("/")
        .exchange()
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.APPLICATION_JSON);
  }

  @Test
  void theLibraryShowsADocumentWithItsStateNewestFirst() {
    Document document = add("A visit on paper", "Feels well. Returns in spring.");

    String rows = page("/console/library?limit=5", 200);

    assertThat(rows.indexOf("data-id=\"" + document.id() + "\"")).isPositive();
    assertThat(rows).contains("A visit on paper").contains("1 passage").doesNotContain("<html");
  }

  @Test
  void whatADocumentSaysIsNeverTakenForMarkup() {
    Document document =
        add("<script>alert(1)</script>", "Says <img src=x onerror=alert(2)> & nothing else.");

    for (String path : new String[] {"/console", "/console/documents/" + document.id()}) {
      assertThat(page(path, 200)).doesNotContain("<script>alert", "<img src=x");
    }
    assertThat(page("/console/documents/" + document.id(), 200))
        .contains("&lt;img src=x onerror=alert(2)&gt; &amp; nothing");
  }

  @Test
  void aCitationOpensTheDocumentWithItsWordsMarked() {
    String content = "Temp 98.2Â°F today.\nMetformin 500 mg twice a day.";
    Document document = add("Cited note", content);
    int start = content.indexOf("Metformin");

    String page =
        page(
            "/console/documents/%d?start=%d&end=%d"
                .formatted(document.id(), start, start + "Metformin 500 mg".length()),
            200);

    assertThat(page).contains("<mark id=\"cited\">Metformin 500 mg</mark>").contains("98.2°F");
  }

  @Test
  void thePartForTheReaderIsOnlyAPart() {
    Document document = add("Part of a page", "Some words to read.");

    String part = page("/console/documents/" + document.id() + "/text?passage=0", 200);

    assertThat(part).contains("Some words").contains("id=\"cited\"").doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/documents/987654321", "/console/nothing"})
  void whatIsNotThereIsAPageThatSaysSo(String path) {
    assertThat(page(path, 404)).contains("<h1").contains("Not found").contains("/console");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/documents/seven",
        "/console/library?limit=0",
        "/console/library?skip=-1",
        "/console/documents/1?start=x"
      })
  void aWrongAddressIsRefusedWithAPage(String path) {
    assertThat(page(path, 400)).contains("The request cannot be read");
  }

  @Test
  void aProgramGetsAProblemInsteadOfAPage() {
    http.get()
        .uri("/console/documents/987654321")
        .accept(MediaType.APPLICATION_JSON)
        .exchange()
        .expectStatus()
        .is4xxClientError()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void thePageRunsOnlyScriptsOfItsOwnAndNoneInline() {
    http.get()
        .uri("/console")
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectHeader()
        .valueMatches("Content-Security-Policy", ".*script-src 'self'; style-src 'self';.*");
    assertThat(page("/console", 200))
        .doesNotContainPattern("<script>")
        .doesNotContainPattern("\\son[a-z]+=\"")
        .doesNotContainPattern("\\sstyle=\"");
  }

  @Test
  void everythingThePageNeedsIsKeptByBrowsersForGood() {
    Matcher asset =
        Pattern.compile("(?:href|src)=\"(/console/assets/[^\"]+)\"").matcher(page("/console", 200));
    int found = 0;
    while (asset.find()) {
      found++;
      http.get()
          .uri(asset.group(1))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueMatches("Cache-Control", ".*max-age=31536000.*immutable.*");
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aNoteIsShownWithItsFactsCodesResourcesAndSummary() {
    Document document =
        add(
            "A visit with facts",
            "S: Dysuria x2 days. Denies fever.\nA: Acute cystitis\n"
                + "P: Start nitrofurantoin 100 mg PO BID x5 days. <b>Drink</b>");

    String page = page("/console/documents/" + document.id() + "/facts", 200);

    assertThat(page)
        .containsPattern("class=\"mention finding unlike\"[^>]*>fever")
        .contains(">not</span>")
        .contains("N30.00", "MedicationRequest", "Assessment", "100 mg", "&lt;b&gt;Drink")
        .contains("No language model is configured")
        .doesNotContain("<b>Drink");
  }

  @Test
  void aModelThatNobodyHasIsRefusedOnThePageToo() {
    Document document = add("Not read by it", "Dysuria for two days.");

    page("/console/documents/" + document.id() + "/facts?model=none-such", 422);
  }

  private Document add(String title, String content) {
    return documents.add(Draft.of(title, content)).block(Duration.ofSeconds(20));
  }

  private String page(String path, int status) {
    return http.get()
        .uri(path)
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.TEXT_HTML)
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }
}
