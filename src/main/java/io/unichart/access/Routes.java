package io.unichart.access;

import io.unichart.platform.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The one table that says what each route asks of its caller. A route without a row answers as if
 * it did not exist, and a test tells that its row is missing; the table in {@code docs/security.md}
 * is made from this one.
 */
final class Routes {

  /** One line of the table. */
  record Row(HttpMethod method, PathPattern path, Right right) {}

  private static final String TABLE =
      """
      GET    /                                              open
      GET    /livez                                         open
      GET    /readyz                                        open
      GET    /health                                        open
      GET    /api/v1/health                                 open
      GET    /api/v1/health/db                              open
      GET    /docs                                          open
      GET    /swagger-ui/**                                 open
      GET    /webjars/**                                    open
      GET    /v3/api-docs                                   call
      GET    /v3/api-docs.yaml                              call
      GET    /v3/api-docs/swagger-config                    open
      GET    /console/assets/**                             open

      GET    /console/login                                 open
      POST   /console/login                                 open
      GET    /console/login/provider                        open
      GET    /console/login/back                            open
      POST   /console/logout                                open
      GET    /console                                       read
      GET    /console/library                               read
      GET    /console/documents/{id}                        read
      GET    /console/documents/{id}/text                   read
      GET    /console/documents/{id}/facts                  extract

      GET    /api/v1/documents                              read
      POST   /api/v1/documents                              write_notes
      GET    /api/v1/documents/list/all                     read
      POST   /api/v1/documents/upload                       write_notes
      GET    /api/v1/documents/import                       register
      POST   /api/v1/documents/import                       register
      GET    /api/v1/documents/{id}                         read
      PUT    /api/v1/documents/{id}                         write_notes
      DELETE /api/v1/documents/{id}                         write_notes
      PUT    /api/v1/documents/{id}/patient                 write_notes
      DELETE /api/v1/documents/{id}/patient                 write_notes

      POST   /api/v1/rag/search                             read
      POST   /api/v1/rag/answer_question                    read
      GET    /api/v1/rag/stats                              read
      POST   /api/v1/rag/embed_document/{id}                write_notes
      POST   /api/v1/rag/embed_all                          register
      POST   /api/v1/llm/summarize_note                     read
      POST   /api/v1/llm/summarize_document/{id}            read

      POST   /api/v1/agent/extract_structured               extract
      POST   /api/v1/agent/extract_document/{id}            extract
      POST   /api/v1/agent/annotate                         extract
      POST   /api/v1/fhir/convert                           extract
      GET    /api/v1/fhir/health                            call
      GET    /api/v1/terminology                            read
      GET    /api/v1/terminology/{system}                   read

      POST   /api/v1/patients                               register
      GET    /api/v1/patients/search                        read
      POST   /api/v1/patients/match                         read
      POST   /api/v1/patients/check-duplicates              read
      POST   /api/v1/patients/import                        register
      POST   /api/v1/patients/merge                         steward_records
      POST   /api/v1/patients/deduplicate                   steward_records
      GET    /api/v1/patients/{id}                          read
      PUT    /api/v1/patients/{id}                          register
      DELETE /api/v1/patients/{id}                          steward_records
      GET    /api/v1/patients/{id}/masked                   read
      GET    /api/v1/patients/{id}/documents                read
      GET    /api/v1/patients/{id}/audit                    audit
      POST   /api/v1/patients/{id}/links                    steward_records
      DELETE /api/v1/patients/{id}/links/{other_patient_id} steward_records
      GET    /api/v1/merges                                 steward_records
      POST   /api/v1/merges/{id}/reverse                    steward_records
      GET    /api/v1/reviews                                steward_records
      POST   /api/v1/reviews/{id}/decision                  steward_records
      GET    /api/v1/jobs/{id}                              register
      DELETE /api/v1/jobs/{id}                              register
      GET    /api/v1/events                                 register

      GET    /api/v1/organizations                          read
      POST   /api/v1/organizations                          register
      GET    /api/v1/organizations/{id}                     read
      PUT    /api/v1/organizations/{id}                     register
      DELETE /api/v1/organizations/{id}                     steward_records
      GET    /api/v1/organizations/{id}/children            read

      GET    /api/v1/audit/recent                           audit
      GET    /api/v1/audit/user                             audit
      GET    /api/v1/audit/verify                           audit

      GET    /api/v1/keys                                   administer
      POST   /api/v1/keys                                   administer
      GET    /api/v1/keys/{id}                              administer
      DELETE /api/v1/keys/{id}                              administer
      """;

  static final List<Row> ALL = read();

  private static final Comparator<Row> CLOSEST_FIRST =
      Comparator.comparing(Row::path, PathPattern.SPECIFICITY_COMPARATOR);

  private Routes() {}

  private static List<Row> read() {
    List<Row> rows = new ArrayList<>();
    for (String line : TABLE.lines().filter(l -> !l.isBlank()).toList()) {
      String[] cells = line.trim().split(" +");
      rows.add(
          new Row(
              HttpMethod.valueOf(cells[0]),
              PathPatternParser.defaultInstance.parse(cells[1]),
              Right.valueOf(cells[2].toUpperCase(Locale.ROOT))));
    }
    return List.copyOf(rows);
  }

  /** What a request asks for; null when no row knows its path. */
  static @Nullable Right rightFor(HttpMethod method, PathContainer path) {
    Row row = rowFor(method, path);
    return row == null ? null : row.right();
  }

  private static @Nullable Row rowFor(HttpMethod method, PathContainer path) {
    HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    Row closest = null;
    for (Row row : ALL) {
      if (row.method().equals(asked)
          && row.path().matches(path)
          && (closest == null || CLOSEST_FIRST.compare(row, closest) < 0)) {
        closest = row;
      }
    }
    return closest;
  }

  /** Why a request that no row knows is refused: its path, or only its method. */
  static Throwable refusal(HttpMethod method, PathContainer path) {
    List<HttpMethod> others =
        ALL.stream().filter(row -> row.path().matches(path)).map(Row::method).distinct().toList();
    return others.isEmpty()
        ? Problem.notFound("nothing answers at this path")
        : new MethodNotAllowedException(method, others);
  }
}
