package io.unichart.documents.intake;

import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.documents.RepairedText;
import io.unichart.documents.intake.ImportResult.Failure;
import io.unichart.documents.intake.ImportResult.Outcome;
import io.unichart.documents.intake.Origins.Kind;
import io.unichart.documents.intake.Origins.Origin;
import io.unichart.documents.intake.SeedFiles.SeedFile;
import io.unichart.documents.reading.FileKind;
import io.unichart.documents.reading.FileText;
import io.unichart.documents.reading.Unreadable;
import io.unichart.documents.web.DocumentForm;
import io.unichart.documents.web.FileTitle;
import io.unichart.platform.Problem;
import io.unichart.platform.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in many documents: the seed folder, or lines that somebody sends.
 *
 * <p>Each file or line has a key (its path, the sender's id) and is a transaction of its own: it
 * claims the key's row, compares the hash of what came last, and writes document and hash together.
 * So an import that is killed leaves whole documents, the next goes on where it stopped, and two
 * pods that import the same folder wait for each other file by file instead of doing it twice.
 */
@Component
class DocumentImport {

  private static final Logger log = LoggerFactory.getLogger(DocumentImport.class);
  private static final int REPORT_EVERY = 10;

  private final Documents documents;
  private final Origins origins;
  private final ImportRuns runs;
  private final SeedFiles files;
  private final DocumentMetrics metrics;
  private final TransactionalOperator transaction;
  private final JsonMapper json;

  DocumentImport(
      Documents documents,
      Origins origins,
      ImportRuns runs,
      SeedFiles files,
      DocumentMetrics metrics,
      TransactionalOperator transaction,
      JsonMapper json) {
    this.documents = documents;
    this.origins = origins;
    this.runs = runs;
    this.files = files;
    this.metrics = metrics;
    this.transaction = transaction;
    this.json = json;
  }

  /**
   * Takes in what is new or changed in the seed folder.
   *
   * @param force reads again what has not changed, too
   * @param embed whether passages are to be embedded
   */
  Mono<ImportResult> folder(boolean force, boolean embed) {
    return Mono.fromCallable(files::list)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(found -> runs.begin(found.size()).flatMap(run -> files(run, found, force, embed)));
  }

  /** Takes in lines of JSON, one document each. */
  Mono<ImportResult> lines(Flux<NdjsonLines.Line> lines, boolean force, boolean embed) {
    return lines
        .concatMap(line -> line(line, force, embed))
        .reduce(ImportResult.NOTHING, (result, step) -> step.apply(result));
  }

  private Mono<ImportResult> files(long run, List<SeedFile> found, boolean force, boolean embed) {
    return Flux.fromIterable(found)
        .concatMap(file -> file(file, force, embed))
        .scan(ImportResult.NOTHING, (result, step) -> step.apply(result))
        .index()
        .concatMap(
            at -> {
              long done = at.getT1();
              metrics.show(found.size(), at.getT2());
              boolean last = done == found.size();
              if (done > 0 && (last || done % REPORT_EVERY == 0)) {
                logProgress(done, found.size(), at.getT2());
              }
              return runs.record(run, at.getT2(), last).thenReturn(at.getT2());
            })
        .last();
  }

  private static void logProgress(long done, int total, ImportResult result) {
    log.info(
        "Seeding: {} of {} files; {} created, {} updated, {} unchanged, {} failed",
        done,
        total,
        result.created(),
        result.updated(),
        result.skipped(),
        result.failed().size());
  }

  private Mono<Function<ImportResult, ImportResult>> file(
      SeedFile file, boolean force, boolean embed) {
    return Mono.fromCallable(file::bytes)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            bytes -> {
              Mono<Draft> draft =
                  Mono.fromCallable(() -> draft(file.path(), bytes, embed))
                      .subscribeOn(Schedulers.boundedElastic());
              return once(Kind.FILE, file.path(), Sha256.of(bytes), force, draft);
            })
        .<Function<ImportResult, ImportResult>>map(outcome -> result -> result.and(outcome))
        .onErrorResume(
            e -> reason(e) != null,
            e -> {
              Failure failure = new Failure(file.path(), null, String.valueOf(reason(e)));
              log.warn("Seeding: {} {}", failure.file(), failure.reason());
              return Mono.just(result -> result.and(failure));
            });
  }

  private static Draft draft(String path, byte[] bytes, boolean embed) {
    FileKind kind = FileKind.of(path);
    if (kind == null) {
      throw new IllegalStateException("only files of known kinds are listed");
    }
    FileText text = kind.read(bytes);
    String title = FileTitle.of(path, RepairedText.of(text.text()).text());
    return new Draft(title, text.text(), text.pageStarts(), path, null, embed);
  }

  private Mono<Function<ImportResult, ImportResult>> line(
      NdjsonLines.Line line, boolean force, boolean embed) {
    return Mono.defer(() -> taken(line, force, embed))
        .<Function<ImportResult, ImportResult>>map(outcome -> result -> result.and(outcome))
        .onErrorResume(
            e -> reason(e) != null,
            e -> {
              Failure failure = new Failure(null, line.number(), String.valueOf(reason(e)));
              return Mono.just(result -> result.and(failure));
            });
  }

  private Mono<Outcome> taken(NdjsonLines.Line line, boolean force, boolean embed) {
    if (line.tooLong()) {
      throw Problem.tooLarge("is longer than MAX_REQUEST_SIZE allows");
    }
    JsonNode sent = json.readTree(line.bytes());
    DocumentForm form = DocumentForm.of(sent);
    Draft draft = form.draft(null, embed);
    String externalId = form.externalId();
    if (externalId == null) {
      return documents.add(draft).thenReturn(Outcome.CREATED);
    }
    String whole = draft.title() + "\0" + draft.content() + "\0" + draft.patientId();
    byte[] hash = Sha256.of(whole.getBytes(StandardCharsets.UTF_8));
    return once(Kind.EXTERNAL, externalId, hash, force, Mono.just(draft));
  }

  private Mono<Outcome> once(Kind kind, String key, byte[] hash, boolean force, Mono<Draft> draft) {
    Mono<Outcome> write =
        origins
            .claim(kind, key)
            .flatMap(
                origin ->
                    isDone(kind, origin, hash, force)
                        ? Mono.just(Outcome.SKIPPED)
                        : draft.flatMap(content -> write(kind, key, hash, origin, content)))
            .as(transaction::transactional);
    return origins
        .find(kind, key)
        .map(origin -> isDone(kind, origin, hash, force))
        .defaultIfEmpty(false)
        .flatMap(done -> done ? Mono.just(Outcome.SKIPPED) : write);
  }

  /** A file whose document was removed stays away; a line is sent on purpose. */
  private static boolean isDone(Kind kind, Origin origin, byte[] hash, boolean force) {
    boolean removed = origin.documentId() == null;
    return !force && origin.isOf(hash) && (kind == Kind.FILE || !removed);
  }

  private Mono<Outcome> write(Kind kind, String key, byte[] hash, Origin origin, Draft draft) {
    Long present = origin.documentId();
    Mono<Document> written =
        present == null ? documents.add(draft) : documents.rewrite(present, draft);
    Outcome outcome = present == null ? Outcome.CREATED : Outcome.UPDATED;
    return written.flatMap(
        document -> origins.remember(kind, key, hash, document.id()).thenReturn(outcome));
  }

  /** Why this one could not be taken in; null when the whole import must stop. */
  private static @Nullable String reason(Throwable failure) {
    if (failure instanceof Unreadable unreadable) {
      return unreadable.reason();
    }
    if (failure instanceof UncheckedIOException e) {
      return "cannot be read: "
          + (e.getCause() == null ? "" : e.getCause().getClass().getSimpleName());
    }
    if (failure instanceof JacksonException) {
      return "is no JSON object";
    }
    if (failure instanceof Problem problem && problem.status().is4xxClientError()) {
      return problem.errors().isEmpty()
          ? problem.detail()
          : problem.errors().stream()
              .map(error -> error.field() + " " + error.message())
              .collect(Collectors.joining("; "));
    }
    return null;
  }
}
