package io.unichart.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A browser without a window. Keeps what its pages complain about. */
final class Browser implements AutoCloseable {

  private static final double PATIENCE = 60_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final String root;
  private final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> windows = new ArrayList<>();

  Browser(int port) {
    this.root = "http://localhost:" + port;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  private static Path chromium() {
    String given = System.getenv("CHROMIUM");
    Path path = Path.of(given == null ? "/usr/bin/chromium" : given);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException("no browser: install chromium, or set CHROMIUM to its path");
    }
    return path;
  }

  /** A new window of this size, with nothing remembered from others. */
  Page window(int width, int height, ColorScheme colours) {
    return window(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setColorScheme(colours));
  }

  /** A telephone held upright. */
  Page phone() {
    return window(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(360, 740)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true)
            .setColorScheme(ColorScheme.LIGHT));
  }

  private Page window(com.microsoft.playwright.Browser.NewContextOptions options) {
    BrowserContext context =
        browser.newContext(options.setReducedMotion(ReducedMotion.REDUCE).setLocale("en-GB"));
    windows.add(context);
    context.setDefaultTimeout(PATIENCE);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("error: " + error));
    return page;
  }

  /** The address of a path of the service. */
  String at(String path) {
    return root + path;
  }

  /** What the pages said went wrong, scripts and policy violations included. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Closes all windows and forgets their complaints. */
  void tidy() {
    windows.forEach(BrowserContext::close);
    windows.clear();
    complaints.clear();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
