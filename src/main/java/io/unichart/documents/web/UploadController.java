package io.unichart.documents.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.documents.RepairedText;
import io.unichart.documents.reading.FileKind;
import io.unichart.documents.reading.FileText;
import io.unichart.documents.reading.Unreadable;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A document that comes as a file. */
@RestController
@Tag(name = "Documents")
class UploadController {

  /** The form of an upload, for the API's description. */
  @Schema(name = "DocumentUpload", requiredProperties = "file")
  record Upload(
      @Schema(
              type = "string",
              format = "binary",
              description = ".txt, .md, .pdf, .docx, .rtf, .html")
          String file,
      @Schema(minLength = 1, maxLength = 255, example = "Discharge letter") @Nullable String title,
      @Nullable UUID patientId) {}

  private final Documents documents;
  private final int largest;

  UploadController(Documents documents, PlatformProperties platform) {
    this.documents = documents;
    this.largest = (int) Math.min(Integer.MAX_VALUE - 8, platform.maxRequestSize().toBytes());
  }

  @Operation(
      operationId = "uploadDocument",
      summary = "Take in the text of a file, its page numbers kept",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = Upload.class))))
  @ApiResponse(
      responseCode = "201",
      description = "Taken in; Location names it",
      content = @Content(schema = @Schema(implementation = Document.class)))
  @PostMapping(
      path = "/api/v1/documents/upload",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Document>> upload(@Parameter(hidden = true) ServerWebExchange exchange) {
    return exchange
        .getMultipartData()
        .flatMap(this::draft)
        .flatMap(documents::add)
        .map(DocumentController::created);
  }

  private Mono<Draft> draft(MultiValueMap<String, Part> parts) {
    DocumentForm form = DocumentForm.of(fields(parts));
    Part file = parts.getFirst("file");
    if (file == null || file instanceof FormFieldPart) {
      form.refuse("file", "is required, with a file name");
    }
    form.refuseFaults();
    if (file == null) {
      throw new IllegalStateException("a missing file is a fault");
    }
    String name = name(file);
    FileKind kind = kind(file, name);
    return DataBufferUtils.join(file.content(), largest)
        .map(UploadController::bytes)
        .defaultIfEmpty(new byte[0])
        .publishOn(Schedulers.boundedElastic())
        .map(bytes -> read(kind, bytes))
        .map(text -> draft(form, name, text));
  }

  private static ObjectNode fields(MultiValueMap<String, Part> parts) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String name : new String[] {"title", "patient_id"}) {
      if (parts.getFirst(name) instanceof FormFieldPart field && !field.value().isEmpty()) {
        fields.put(name, field.value());
      }
    }
    return fields;
  }

  private static String name(Part part) {
    String name = part instanceof FilePart file ? file.filename() : part.name();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}", "");
    return clean.isBlank() || DocumentForm.hasHalfCharacter(clean) ? "file" : clean;
  }

  private static FileKind kind(Part part, String name) {
    FileKind byName = FileKind.of(name);
    if (byName != null) {
      return byName;
    }
    MediaType type = part.headers().getContentType();
    FileKind byType =
        type == null || name.contains(".")
            ? null
            : FileKind.ofMediaType(type.getType() + "/" + type.getSubtype());
    if (byType == null) {
      throw Problem.unsupportedMediaType(
          "files of this type are not read; known are " + FileKind.known());
    }
    return byType;
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static FileText read(FileKind kind, byte[] bytes) {
    try {
      return kind.read(bytes);
    } catch (Unreadable e) {
      throw Problem.unprocessable("file", e.reason());
    }
  }

  private static Draft draft(DocumentForm form, String name, FileText text) {
    String given = form.title();
    String title = given != null ? given : FileTitle.of(name, RepairedText.of(text.text()).text());
    return new Draft(title, text.text(), text.pageStarts(), name, form.patientId(), true);
  }
}
