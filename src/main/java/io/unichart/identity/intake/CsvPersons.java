package io.unichart.identity.intake;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import io.unichart.platform.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads persons from the records of a CSV file. The header names the columns in the words of a
 * mapping file of {@code link}; columns with other names are left out.
 */
final class CsvPersons {

  private static final Map<String, String> IDENTIFIERS =
      Map.of("ssn", "SSN", "mrn", "MRN", "dl", "DL", "npi", "NPI", "ppn", "PPN", "tax", "TAX");
  private static final String OTHER_IDENTIFIER = "identifier.";
  private static final Map<String, String> GENDERS =
      Map.of("m", "male", "f", "female", "w", "female", "o", "other", "u", "unknown");
  private static final Set<String> NAMED = Set.of("family_name", "full_name");

  private final char separator;
  private final int width;
  private final Map<String, Integer> columns = new HashMap<>();

  /** Reads the header; 422 when it has no column for names. */
  CsvPersons(byte[] header) {
    separator = (char) RecordLines.separator(header);
    List<String> names = cells(text(withoutMark(header)));
    width = names.size();
    for (int i = 0; i < width; i++) {
      columns.putIfAbsent(names.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    if (NAMED.stream().noneMatch(columns::containsKey)) {
      throw Problem.unprocessable(
          "header",
          "needs a column family_name or full_name; the first line names the columns, separated by"
              + " commas, semicolons or tabs");
    }
  }

  /** One record. */
  record Row(@Nullable String externalId, PersonDetails person, String text) {}

  /** Reads a record; throws {@link Unreadable} with the reason. */
  Row read(byte[] bytes) {
    String text = text(bytes);
    List<String> cells = cells(text);
    if (cells.size() != width
        && !(cells.size() > width
            && cells.subList(width, cells.size()).stream().allMatch(String::isBlank))) {
      throw new Unreadable("has %d columns, but the header has %d".formatted(cells.size(), width));
    }
    String externalId = cell(cells, "external_id");
    return new Row(externalId == null ? cell(cells, "id") : externalId, person(cells), text);
  }

  private PersonDetails person(List<String> cells) {
    String gender = cell(cells, "gender");
    String birthDate = cell(cells, "birth_date");
    if (gender != null) {
      String lower = gender.toLowerCase(Locale.ROOT);
      gender = GENDERS.getOrDefault(lower, lower);
    }
    if (birthDate != null && birthDate.matches("[0-9]{8}")) {
      birthDate =
          birthDate.substring(0, 4)
              + "-"
              + birthDate.substring(4, 6)
              + "-"
              + birthDate.substring(6);
    }
    return new PersonDetails(
        name(cells),
        null,
        identifiers(cells),
        gender,
        birthDate,
        null,
        cell(cells, "deceased_datetime"),
        contacts(cells),
        addresses(cells),
        cell(cells, "tax_id"),
        cell(cells, "marital_status"),
        null,
        null,
        null,
        null,
        null);
  }

  private PersonName name(List<String> cells) {
    String family = cell(cells, "family_name");
    List<String> given = new ArrayList<>();
    add(given, cell(cells, "given_name"));
    add(given, cell(cells, "middle_name"));
    String full = cell(cells, "full_name");
    if (family == null && full != null) {
      int comma = full.indexOf(',');
      int blank = full.lastIndexOf(' ');
      if (comma > 0) {
        family = full.substring(0, comma).strip();
        add(given, full.substring(comma + 1).strip());
      } else {
        family = full.substring(blank + 1);
        add(given, blank < 0 ? "" : full.substring(0, blank).strip());
      }
    }
    return new PersonName(
        null, family, given, list(cell(cells, "prefix")), list(cell(cells, "suffix")));
  }

  private List<Identifier> identifiers(List<String> cells) {
    List<Identifier> found = new ArrayList<>();
    columns.forEach(
        (column, at) -> {
          String type = IDENTIFIERS.get(column);
          String value = cells.get(at).strip();
          if (value.isEmpty()) {
            return;
          }
          if (type != null) {
            found.add(new Identifier(type, null, value, null, null));
          } else if (column.startsWith(OTHER_IDENTIFIER)
              && column.length() > OTHER_IDENTIFIER.length()) {
            String system = "urn:unichart:" + column.substring(OTHER_IDENTIFIER.length());
            found.add(new Identifier("OTHER", system, value, null, null));
          }
        });
    return found;
  }

  private List<ContactPoint> contacts(List<String> cells) {
    List<ContactPoint> found = new ArrayList<>();
    for (String system : new String[] {"phone", "email"}) {
      String value = cell(cells, system);
      if (value != null) {
        found.add(new ContactPoint(system, value, null));
      }
    }
    return found;
  }

  private List<PostalAddress> addresses(List<String> cells) {
    String line1 = cell(cells, "line1");
    String street = cell(cells, "street");
    String number = cell(cells, "house_number");
    if (line1 == null && (street != null || number != null)) {
      line1 = street == null ? number : number == null ? street : number + " " + street;
    }
    PostalAddress address =
        new PostalAddress(
            null,
            line1,
            cell(cells, "line2"),
            cell(cells, "city"),
            cell(cells, "state"),
            cell(cells, "postal_code"),
            cell(cells, "country"));
    return address.equals(new PostalAddress(null, null, null, null, null, null, null))
        ? List.of()
        : List.of(address);
  }

  private @Nullable String cell(List<String> cells, String column) {
    Integer at = columns.get(column);
    String value = at == null ? "" : cells.get(at).strip();
    return value.isEmpty() ? null : value;
  }

  private static void add(List<String> all, @Nullable String one) {
    if (one != null && !one.isEmpty()) {
      all.add(one);
    }
  }

  private static @Nullable List<String> list(@Nullable String one) {
    return one == null ? null : List.of(one);
  }

  private List<String> cells(String text) {
    List<String> cells = new ArrayList<>(Math.max(8, width));
    StringBuilder cell = new StringBuilder();
    int i = 0;
    while (true) {
      cell.setLength(0);
      if (i < text.length() && text.charAt(i) == '"') {
        i++;
        while (i < text.length()
            && (text.charAt(i) != '"' || i + 1 < text.length() && text.charAt(i + 1) == '"')) {
          i += text.charAt(i) == '"' ? 1 : 0;
          cell.append(text.charAt(i++));
        }
        i++;
        while (i < text.length() && text.charAt(i) != separator) {
          i++;
        }
      } else {
        while (i < text.length() && text.charAt(i) != separator) {
          cell.append(text.charAt(i++));
        }
      }
      cells.add(cell.toString());
      if (i >= text.length()) {
        return cells;
      }
      i++;
    }
  }

  private static byte[] withoutMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable("is not in UTF-8");
    }
  }
}
