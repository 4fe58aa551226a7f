package io.unichart.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.unichart.App;
import io.unichart.platform.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** How a person comes in with a key, and goes, and what the API's pages show to them. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "seed.dir=target/no-seed",
      "demo.population=0",
      "security.mode=api-key",
      "security.bootstrap-key=" + LoginInBrowserTest.KEY
    })
@ContextConfiguration(initializers = TestDatabase.class)
class LoginInBrowserTest {

  static final String KEY = "only-for-tests-0123456789";
  private static final Pattern LOGIN = Pattern.compile(".*/console/login.*");

  private Browser browser;

  @BeforeAll
  void openABrowser(@LocalServerPort int port) {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    browser = new Browser(port);
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
  void aPersonComesInWorksAndGoes() {
    Page page = browser.window(1440, 900, ColorScheme.LIGHT);
    page.navigate(browser.at("/"));
    assertThat(page).hasURL(LOGIN);
    assertThat(page.locator("#key")).isFocused();

    enter(page);
    assertThat(page).hasURL(browser.at("/console"));
    assertThat(page.locator(".bar-caller")).hasText("bootstrap");
    page.locator("[data-open-add]").first().click();
    page.locator("input[name=kind][value=note]").check();
    page.locator("#note-title").fill("Gardener's visit");
    page.locator("#note-content").fill("A thorn in the right thumb, taken out; no fever.");
    page.locator("[data-add-note] [type=submit]").click();
    Locator row = page.locator(".row", new Page.LocatorOptions().setHasText("Gardener's visit"));
    assertThat(row).hasCount(1);
    row.hover();
    row.locator("[data-delete]").click();
    page.locator("[data-confirm-yes]").click();
    assertThat(row).hasCount(0);

    page.locator(".bar-leave button").click();
    assertThat(page).hasURL(LOGIN);
    page.navigate(browser.at("/console"));
    assertThat(page).hasURL(LOGIN);
  }

  @Test
  void aWrongKeyIsToldWhereItWasTyped() {
    Page page = browser.window(1440, 900, ColorScheme.LIGHT);
    page.navigate(browser.at("/console/login"));
    page.locator("#key").fill("not-a-key-0123456789");
    page.keyboard().press("Enter");

    assertThat(page.locator("#key-fault")).containsText("unknown, expired or revoked");
    assertThat(page.locator("#key")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#key")).isFocused();
    assertThat(page.locator("#key")).hasValue("");
    assertThat(ConsoleInBrowserTest.barriers(page)).isEmpty();
    ConsoleInBrowserTest.picture(page, "login-refused.png");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("401"));
    browser.tidy();
  }

  @Test
  void theLoginStandsInNobodysWay() {
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser.window(1440, 900, colours);
      page.navigate(browser.at("/console/login"));
      assertThat(page.locator("#key")).isVisible();
      ConsoleInBrowserTest.picture(page, "login-" + colours.name().toLowerCase() + ".png");
      assertThat(ConsoleInBrowserTest.barriers(page)).as("login, %s", colours).isEmpty();
      enter(page);
      assertThat(page.locator(".bar-caller")).isVisible();
      assertThat(ConsoleInBrowserTest.barriers(page)).as("signed in, %s", colours).isEmpty();
    }
    Page phone = browser.phone();
    phone.navigate(browser.at("/console/login"));
    assertThat(phone.locator("#key")).isVisible();
    assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    ConsoleInBrowserTest.picture(phone, "login-phone.png");
    enter(phone);
    assertThat(phone.locator(".bar-leave button")).isVisible();
    assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    ConsoleInBrowserTest.picture(phone, "signed-in-phone.png");
  }

  @Test
  void theApisPagesAreTriedOutWithAKey() {
    Page page = browser.window(1440, 900, ColorScheme.LIGHT);
    page.navigate(browser.at("/docs"));
    assertThat(page).hasURL(LOGIN);
    enter(page);
    // the description is made when it is first asked for
    assertThat(page.locator(".title").first())
        .containsText("Unichart", new ContainsTextOptions().setTimeout(120_000));

    page.locator(".btn.authorize").first().click();
    Locator key = page.locator(".auth-container input").first();
    key.fill(KEY);
    page.locator(".auth-container button.authorize").first().click();
    page.locator(".btn-done").first().click();
    ConsoleInBrowserTest.picture(page, "swagger-ui.png");
    Locator operation =
        page.locator(".opblock-post", new Page.LocatorOptions().setHasText("/api/v1/rag/search"));
    operation.locator(".opblock-summary").first().click();
    operation.locator(".try-out__btn").click();
    operation.locator(".execute").click();

    assertThat(operation.locator(".live-responses-table .response-col_status").last())
        .containsText("200");
  }

  private static void enter(Page page) {
    page.locator("#key").fill(KEY);
    page.keyboard().press("Enter");
  }
}
