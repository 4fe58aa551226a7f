package io.unichart.identity.intake;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.intake.PersonIntake.Entry;
import io.unichart.identity.intake.PersonIntake.Refused;
import io.unichart.identity.intake.RecordLines.Line;
import io.unichart.platform.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks lines: what is good becomes an entry, what is not says why. */
final class LineReader {

  /** Lines that were read. */
  record Batch(List<Entry> entries, List<Refused> failed) {

    int lines() {
      return entries.size() + failed.size();
    }
  }

  /** What a line of JSON has beside the patient. */
  record Sender(@Nullable String externalId) {}

  private static final int LONGEST_ID = 500;
  private static final byte[] EXTERNAL_ID = "\"external_id\"".getBytes(StandardCharsets.UTF_8);

  private final PersonIntake intake;
  private final ObjectReader persons;
  private final ObjectReader senders;
  private final @Nullable CsvPersons csv;

  LineReader(PersonIntake intake, JsonMapper json, @Nullable CsvPersons csv) {
    this.intake = intake;
    this.persons = json.readerFor(PersonDetails.class);
    this.senders = json.readerFor(Sender.class);
    this.csv = csv;
  }

  Batch read(List<Line> lines) {
    List<Entry> entries = new ArrayList<>(lines.size());
    List<Refused> failed = new ArrayList<>();
    for (Line line : lines) {
      try {
        entries.add(entry(line));
      } catch (Unreadable e) {
        failed.add(new Refused(line.number(), e.reason()));
      } catch (JacksonException e) {
        failed.add(new Refused(line.number(), reason(e)));
      } catch (Problem e) {
        failed.add(new Refused(line.number(), reason(e)));
      }
    }
    return new Batch(entries, failed);
  }

  private Entry entry(Line line) {
    if (line.fault() != null) {
      throw new Unreadable(line.fault());
    }
    if (csv != null) {
      CsvPersons.Row row = csv.read(line.bytes());
      return intake.entry(line.number(), checked(row.externalId()), row.person(), row.text());
    }
    PersonDetails person = persons.readValue(line.bytes());
    if (person == null) {
      throw new Unreadable("is no JSON object");
    }
    Sender sender = names(line.bytes()) ? senders.readValue(line.bytes()) : null;
    String text = new String(line.bytes(), StandardCharsets.UTF_8);
    return intake.entry(
        line.number(), sender == null ? null : checked(sender.externalId()), person, text);
  }

  private static @Nullable String checked(@Nullable String externalId) {
    if (externalId == null) {
      return null;
    }
    if (externalId.isBlank() || externalId.length() > LONGEST_ID) {
      throw new Unreadable("external_id must have 1 to " + LONGEST_ID + " characters");
    }
    return externalId;
  }

  private static boolean names(byte[] bytes) {
    for (int i = 0; i + EXTERNAL_ID.length <= bytes.length; i++) {
      int k = 0;
      while (k < EXTERNAL_ID.length && bytes[i + k] == EXTERNAL_ID[k]) {
        k++;
      }
      if (k == EXTERNAL_ID.length) {
        return true;
      }
    }
    return false;
  }

  private static String reason(Problem problem) {
    return problem.errors().isEmpty()
        ? String.valueOf(problem.detail())
        : problem.errors().stream()
            .map(error -> error.field() + " " + error.message())
            .collect(Collectors.joining("; "));
  }

  /** Names the member that has the wrong form; the text itself is not repeated. */
  private static String reason(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.length() == 0 ? "is no JSON object" : path + " has the wrong form";
  }
}
