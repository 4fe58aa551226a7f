package io.unichart.console;

import io.unichart.console.Library.Reading;
import io.unichart.console.Library.Shelf;
import io.unichart.platform.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The pages, and the parts of them that the page's script asks for again. */
@Controller
@RequestMapping(path = "/console", produces = "text/html")
class ConsoleController {

  private static final int ROWS = 30;
  private static final int MOST_ROWS = 500;

  private final Library library;

  ConsoleController(Library library) {
    this.library = library;
  }

  @GetMapping
  Mono<Rendering> home() {
    return library
        .shelf(0, ROWS)
        .map(
            shelf ->
                Rendering.view("console/home")
                    .modelAttribute("shelf", shelf)
                    .modelAttribute("suggestions", Suggestion.amongst(shelf.rows()))
                    .build());
  }

  /** The lines of the library alone. */
  @GetMapping("/library")
  Mono<Rendering> rows(
      @RequestParam(defaultValue = "0") long skip,
      @RequestParam(defaultValue = "" + ROWS) int limit) {
    if (skip < 0 || limit < 1 || limit > MOST_ROWS) {
      throw Problem.badRequest("skip must be 0 or more, limit 1 to " + MOST_ROWS);
    }
    return library.shelf(skip, limit).map(ConsoleController::rows);
  }

  private static Rendering rows(Shelf shelf) {
    return Rendering.view("console/library :: rows").modelAttribute("shelf", shelf).build();
  }

  @GetMapping("/documents/{id}")
  Mono<Rendering> document(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Integer passage,
      @RequestParam(required = false) @Nullable Integer start,
      @RequestParam(required = false) @Nullable Integer end,
      @RequestParam(required = false) @Nullable Integer from,
      @RequestParam(required = false) @Nullable Integer to) {
    return reading(id, new Highlight(passage, start, end, from, to), "console/document");
  }

  /** The text of a document alone, for the reader beside an answer. */
  @GetMapping("/documents/{id}/text")
  Mono<Rendering> text(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Integer passage,
      @RequestParam(required = false) @Nullable Integer start,
      @RequestParam(required = false) @Nullable Integer end,
      @RequestParam(required = false) @Nullable Integer from,
      @RequestParam(required = false) @Nullable Integer to) {
    return reading(id, new Highlight(passage, start, end, from, to), "console/reader :: text");
  }

  private Mono<Rendering> reading(long id, Highlight highlight, String view) {
    return library
        .read(id, highlight)
        .map(reading -> rendering(view, reading))
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + id)));
  }

  private static Rendering rendering(String view, Reading reading) {
    return Rendering.view(view).modelAttribute("reading", reading).build();
  }
}
