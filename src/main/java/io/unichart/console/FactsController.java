package io.unichart.console;

import io.unichart.console.MarkedText.Mark;
import io.unichart.console.NotePage.Reader;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.RepairedText;
import io.unichart.extraction.Extraction;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.NoteSummaries;
import io.unichart.extraction.NoteSummaries.Told;
import io.unichart.extraction.Notes;
import io.unichart.extraction.Reading;
import io.unichart.fhir.NoteResources;
import io.unichart.fhir.NoteResources.Shown;
import io.unichart.language.Chat;
import io.unichart.platform.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The page of what a note says. It is read by rules unless the reader of the page asks for a model:
 * looking at a page costs nothing and sends nothing away.
 */
@Controller
@RequestMapping(path = "/console/documents/{id}/facts", produces = "text/html")
class FactsController {

  private static final String RULES = "rules";

  private final Documents documents;
  private final Notes notes;
  private final Reading reading;
  private final NoteSummaries summaries;
  private final NoteResources resources;
  private final Chat chat;

  FactsController(
      Documents documents,
      Notes notes,
      Reading reading,
      NoteSummaries summaries,
      NoteResources resources,
      Chat chat) {
    this.documents = documents;
    this.notes = notes;
    this.reading = reading;
    this.summaries = summaries;
    this.resources = resources;
    this.chat = chat;
  }

  /** An answer, and why the wanted one did not give it, where it did not. */
  private record Given<T>(T answer, @Nullable String fault) {}

  @GetMapping
  Mono<Rendering> facts(
      @PathVariable long id, @RequestParam(required = false) @Nullable String model) {
    String reader = model == null || model.isBlank() ? RULES : model;
    return documents
        .read(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + id)))
        .flatMap(document -> page(document, reader))
        .map(page -> Rendering.view("console/facts").modelAttribute("page", page).build());
  }

  private Mono<NotePage> page(Document document, String reader) {
    Mono<Given<Extraction>> read =
        given(reading.read(document.content(), reader), reading.read(document.content(), RULES));
    Mono<Given<Told>> summary =
        given(
            summaries.of(document.id(), reader.equals(RULES) ? Chat.LOCAL : reader),
            summaries.of(document.id(), Chat.LOCAL));
    return Mono.zip(read, summary)
        .publishOn(Schedulers.parallel())
        .map(both -> page(document, reader, both.getT1(), both.getT2()));
  }

  /** When a model fails its page is still worth reading; a model nobody has is the caller's. */
  private static <T> Mono<Given<T>> given(Mono<T> wanted, Mono<T> otherwise) {
    return wanted
        .map(answer -> new Given<>(answer, null))
        .onErrorResume(
            Problem.class,
            problem ->
                problem.status().equals(HttpStatus.UNPROCESSABLE_CONTENT)
                    ? Mono.error(problem)
                    : otherwise.map(answer -> new Given<>(answer, problem.detail())));
  }

  private NotePage page(
      Document document, String reader, Given<Extraction> read, Given<Told> summary) {
    NoteFacts facts = notes.read(document.content());
    Extraction extraction = read.answer().from(document.id());
    List<Mark> marks = NotePage.marks(facts, extraction);
    List<Shown> shown = List.of();
    String unfit = null;
    try {
      shown = resources.of(extraction, document);
    } catch (Problem problem) {
      unfit = problem.detail();
    }
    return new NotePage(
        document,
        extraction,
        summary.answer(),
        readers(reader),
        read.fault() != null ? read.fault() : summary.fault(),
        MarkedText.of(RepairedText.of(document.content()), marks, facts.sections()),
        NotePage.kinds(marks),
        NotePage.groups(extraction),
        shown,
        unfit);
  }

  private List<Reader> readers(String current) {
    Stream<Reader> models =
        chat.names().stream()
            .filter(name -> !name.equals(Chat.LOCAL))
            .map(name -> new Reader(name, name, name.equals(current)));
    boolean local = current.equals(RULES) || current.equals(Chat.LOCAL);
    return Stream.concat(Stream.of(new Reader(RULES, "Rules", local)), models).toList();
  }
}
