package io.unichart.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.unichart.App;
import io.unichart.platform.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** The console as a person meets it: the built-in samples, a real browser, keys and a pointer. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@ContextConfiguration(initializers = TestDatabase.class)
class ConsoleInBrowserTest {

  private static final String QUESTION =
      "When was Kenji Tanaka due for his first colonoscopy, and why?";
  private static final String SEPSIS =
      "How much fluid is given in the first three hours of sepsis?";
  private static final int SAMPLES = 26;
  private static final Duration SEEDING = Duration.ofMinutes(4);

  private Browser browser;

  @BeforeAll
  void openABrowserAndWaitForTheSamples(@LocalServerPort int port) {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    browser = new Browser(port);
    Page page = desk();
    Awaitility.await()
        .atMost(SEEDING)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              String stats = page.request().get(browser.at("/api/v1/rag/stats")).text();
              return stats.contains("\"total_documents\":" + SAMPLES)
                  && stats.contains("\"pending_documents\":0");
            });
    browser.tidy();
  }

  @AfterEach
  void noPageComplained() {
    List<String> complaints = browser.complaints();
    browser.tidy();
    assertThat(complaints).isEmpty();
  }

  @AfterAll
  void closeTheBrowser() {
    browser.close();
  }

  @Test
  void theLibraryShowsEveryDocumentReady() {
    Page page = desk();

    assertThat(page.locator(".row")).hasCount(SAMPLES);
    assertThat(page.locator(".row .state.embedded")).hasCount(SAMPLES);
    assertThat(page.locator("[data-progress-text]"))
        .containsText(Pattern.compile("26 documents · \\d+ passages"));
  }

  @Test
  void anAnswerLeadsBackToTheWordsItComesFrom() {
    Page page = desk();

    ask(page, QUESTION);
    assertThat(page.locator(".answer")).containsText("colonoscopy");
    page.locator(".answer .cite").first().click();

    Locator cited = page.locator("[data-reader] #cited");
    assertThat(cited).isInViewport();
    assertThat(cited).containsText("colonoscopy");
    assertThat(page.locator("[data-reader-title]"))
        .containsText(Pattern.compile("tanaka", Pattern.CASE_INSENSITIVE));
  }

  @Test
  void theSameCitationIsAPageOfItsOwn() {
    Page page = desk();
    ask(page, QUESTION);

    page.navigate(page.locator(".answer .cite").first().evaluate("a => a.href").toString());

    assertThat(page.locator("mark#cited")).isInViewport();
    assertThat(page.locator("h1")).isVisible();
  }

  @Test
  void anAnswerNeedsAQuestion() {
    Page page = desk();
    page.locator("#question").fill("why");

    page.keyboard().press("Enter");

    assertThat(page.locator("#ask-fault")).containsText("five characters");
    assertThat(page.locator("#question")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void whatTheDocumentsDoNotSayIsNotAnswered() {
    Page page = desk();

    ask(page, "Which football club won the championship in 1974?");

    assertThat(page.locator(".silence")).containsText("Not found in the documents");
    assertThat(page.locator(".source")).hasCount(0);
  }

  @Test
  void aSearchTellsHowEachLegRankedAPassage() {
    Page page = desk();
    page.locator("input[name=kind][value=search]").check();
    page.locator("#question").fill("metformin dose");

    page.keyboard().press("Enter");

    Locator first = page.locator(".passages .source").first();
    assertThat(first.locator(".legs")).containsText(Pattern.compile("Words #\\d+.*Meaning #\\d+"));
    assertThat(first.locator("mark").first()).isVisible();
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() {
    Page page = desk();

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("/");
    assertThat(page.locator("#question")).isFocused();
    page.keyboard().type(QUESTION);
    page.keyboard().press("Enter");
    Locator cite = page.locator(".answer .cite").first();
    assertThat(cite).isVisible();
    for (int i = 0; i < 20 && !isFocused(cite); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(cite).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-reader] #cited")).isInViewport();
    page.keyboard().press("Escape");
    assertThat(page.locator("[data-reader]")).isHidden();
    assertThat(cite).isFocused();
  }

  @Test
  void aNoteIsWrittenFoundAndDeleted() {
    Page page = desk();

    page.locator("[data-open-add]").first().click();
    page.locator("input[name=kind][value=note]").check();
    page.locator("[data-add-note] [type=submit]").click();
    assertThat(page.locator("#note-title")).hasAttribute("aria-invalid", "true");
    page.locator("#note-title").fill("Beekeeper's visit");
    page.locator("#note-content").fill("Stung twice by a bee. Swelling of the left thumb only.");
    page.locator("[data-add-note] [type=submit]").click();

    Locator row = page.locator(".row", new Page.LocatorOptions().setHasText("Beekeeper's visit"));
    assertThat(row.locator(".state.embedded")).hasCount(1, patiently());
    row.hover();
    row.locator("[data-delete]").click();
    page.locator("[data-confirm-yes]").click();
    assertThat(row).hasCount(0);
    assertThat(page.locator("[data-toast]")).containsText("deleted");
    // the browser reports the refused empty note as a failed load
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("422"));
    browser.tidy();
  }

  @Test
  void aFileIsUploadedAndAnUnknownKindIsRefusedWithItsReason() {
    Page page = desk();
    page.locator("[data-open-add]").first().click();

    page.locator("#file")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload(
                "archive.zip", "application/zip", new byte[] {'P', 'K', 3, 4, 0, 0}));
    page.locator("[data-add-file] [type=submit]").click();

    assertThat(page.locator("[data-uploads] .fault")).not().isEmpty();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("415"));
    browser.tidy();
  }

  @Test
  void aTelephoneNeedsNoScrollingSideways() {
    Page page = browser.phone();
    page.navigate(browser.at("/"));

    ask(page, QUESTION);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    page.locator(".answer .cite").first().click();
    assertThat(page.locator("[data-reader] #cited")).isInViewport();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    page.locator("[data-reader-close]").click();
    assertThat(page.locator("[data-reader]")).isHidden();
  }

  @Test
  void aChosenThemeIsKept() {
    Page page = desk();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");

    page.locator("[data-theme-toggle]").click();
    page.reload();

    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
  }

  @Test
  void aMissingPageSaysSoAndLeadsBack() {
    Page page = desk();

    page.navigate(browser.at("/console/documents/987654321"));

    assertThat(page.locator("h1")).hasText("Not found");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
    browser.tidy();
  }

  @Test
  void swaggerUiShowsTheApi() {
    Page page = desk();

    page.navigate(browser.at("/docs"));

    assertThat(page.locator(".opblock-summary").first()).isVisible();
    assertThat(page.locator(".title").first()).containsText("Unichart");
  }

  @Test
  void nothingStandsInTheWayOfPeopleWithDisabilities() {
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser.window(1440, 900, colours);
      page.navigate(browser.at("/"));
      ask(page, QUESTION);
      page.locator(".answer .cite").first().click();
      assertThat(page.locator("[data-reader] #cited")).isVisible();
      assertThat(barriers(page)).as("answer, %s", colours).isEmpty();

      page.locator("[data-reader-close]").click();
      page.locator("[data-open-add]").first().click();
      assertThat(barriers(page)).as("adding, %s", colours).isEmpty();

      page.navigate(page.locator(".answer .cite").first().evaluate("a => a.href").toString());
      assertThat(barriers(page)).as("document, %s", colours).isEmpty();
    }
  }

  @Test
  void theFactsOfANoteLeadToTheirWords() {
    Page page = desk();
    facts(page);

    page.locator(".fact-head a").first().focus();
    page.keyboard().press("Enter");

    assertThat(page.locator(".mention.here, .planned.here")).isInViewport();
    page.locator(".candidates summary").first().click();
    assertThat(page.locator(".candidates[open] tr.chosen")).hasCount(1);
    page.locator(".resource summary").first().click();
    assertThat(page.locator(".resource[open] pre")).containsText("\"resourceType\"");
    assertThat(page.locator(".readers .hint")).containsText("No language model is configured");
    page.locator("[data-readers] button").first().click();
    assertThat(page.locator("[data-readers-state]")).hasText("Read again.");
  }

  @Test
  void theFactsOfANoteStandInNobodysWay() {
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser.window(1440, 900, colours);
      page.navigate(browser.at("/"));
      facts(page);
      page.locator(".candidates summary").first().click();
      page.locator(".resource summary").first().click();
      assertThat(barriers(page)).as("facts, %s", colours).isEmpty();
    }
    Page phone = browser.phone();
    phone.navigate(browser.at("/"));
    facts(phone);
    assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    picture(phone, "facts-phone.png");
  }

  @Test
  void theReadmeHasItsPictures() {
    Page note = desk();
    // the times that pages tell are those of a service that has worked before
    for (int i = 0; i < 6; i++) {
      ask(note, QUESTION);
      ask(note, SEPSIS);
      facts(note);
      note.navigate(browser.at("/"));
    }
    facts(note);
    note.locator(".candidates summary").first().click();
    note.evaluate("scrollTo(0, 0)");
    picture(note, "console-facts.png");

    Page light = desk();
    ask(light, SEPSIS);
    light.locator(".answer .cite").first().click();
    assertThat(light.locator("[data-reader] #cited")).isInViewport();
    picture(light, "console.png");

    Page dark = browser.window(1440, 900, ColorScheme.DARK);
    dark.navigate(browser.at("/"));
    ask(dark, QUESTION);
    dark.locator(".answer .cite").first().click();
    assertThat(dark.locator("[data-reader] #cited")).isInViewport();
    picture(dark, "console-dark.png");

    Page phone = browser.phone();
    phone.navigate(browser.at("/"));
    ask(phone, QUESTION);
    picture(phone, "console-phone.png");
  }

  private Page desk() {
    Page page = browser.window(1440, 900, ColorScheme.LIGHT);
    page.navigate(browser.at("/"));
    return page;
  }

  /** Opens the facts of the diabetes review. */
  private static void facts(Page page) {
    Locator row =
        page.locator(
            ".row-link",
            new Page.LocatorOptions()
                .setHasText(Pattern.compile("halvorsen", Pattern.CASE_INSENSITIVE)));
    page.navigate(row.first().evaluate("a => a.href") + "/facts");
    assertThat(page.locator(".findings")).isVisible();
  }

  private static void ask(Page page, String question) {
    page.locator("#question").fill(question);
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-result] .told button, [data-result] .silence").first())
        .isVisible();
    assertThat(page.locator("[data-result]")).hasAttribute("aria-busy", "false");
  }

  static List<String> barriers(Page page) {
    return new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations()
            .stream()
            .map(ConsoleInBrowserTest::described)
            .toList();
  }

  private static String described(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getNodes().stream().map(node -> node.getHtml() + " " + node.getTarget()).toList();
  }

  private static boolean isFocused(Locator element) {
    return Boolean.TRUE.equals(element.evaluate("e => document.activeElement === e"));
  }

  private static HasCountOptions patiently() {
    return new HasCountOptions().setTimeout(60_000);
  }

  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("pictures", "target/pictures"), name)));
  }
}
