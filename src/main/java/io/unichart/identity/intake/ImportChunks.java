package io.unichart.identity.intake;

import io.unichart.identity.intake.LineReader.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Checked lines that wait in the database until their job writes them. */
@Component
class ImportChunks {

  /** Lines that wait. */
  record Chunk(int place, Batch batch) {}

  private final DatabaseClient database;
  private final JsonMapper json;

  ImportChunks(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Mono<Void> add(UUID job, int place, Batch batch) {
    return database
        .sql(
            """
            insert into patient_import_chunk (job_id, place, lines, body)
            values (:job, :place, :lines, :body)
            """)
        .bind("job", job)
        .bind("place", place)
        .bind("lines", batch.lines())
        .bind("body", packed(batch))
        .then();
  }

  /** The next lines of a job, empty when there are none. */
  Mono<Chunk> next(UUID job) {
    return database
        .sql(
            """
            select place, body from patient_import_chunk
            where job_id = :job order by place limit 1
            """)
        .bind("job", job)
        .map(
            row ->
                new Chunk(
                    Objects.requireNonNull(row.get("place", Integer.class)),
                    unpacked(Objects.requireNonNull(row.get("body", byte[].class)))))
        .one();
  }

  Mono<Long> remove(UUID job, int place) {
    return database
        .sql("delete from patient_import_chunk where job_id = :job and place = :place")
        .bind("job", job)
        .bind("place", place)
        .fetch()
        .rowsUpdated();
  }

  Mono<Void> removeAll(UUID job) {
    return database
        .sql("delete from patient_import_chunk where job_id = :job")
        .bind("job", job)
        .then();
  }

  /** Removes what senders left behind who went away before their last line. */
  Mono<Void> removeOrphans() {
    return database
        .sql(
            """
            delete from patient_import_chunk c
            where added_at < now() - interval '1 day'
              and not exists (select from job where id = c.job_id and status = 'running')
            """)
        .then();
  }

  private byte[] packed(Batch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (OutputStream zip = new GZIPOutputStream(bytes, 1 << 13)) {
      zip.write(json.writeValueAsBytes(batch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Batch unpacked(byte[] body) {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(body), 1 << 13)) {
      return json.readValue(zip, Batch.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
