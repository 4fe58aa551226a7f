package io.unichart.fhir;

import io.unichart.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of a request, read member by member. What is wrong is noted under its path and reading
 * goes on, so that a caller hears of all faults at once.
 */
final class Form {

  private static final int LONGEST = 5_000;
  private static final int MOST = 10_000;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final JsonNode node;
  private final String path;
  private final List<FieldError> faults;

  Form(JsonNode node, String path, List<FieldError> faults) {
    this.node = node;
    this.path = path;
    this.faults = faults;
  }

  void fault(String member, String message) {
    faults.add(new FieldError(at(member), message));
  }

  private String at(String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  private @Nullable JsonNode given(String member) {
    JsonNode value = node.get(member);
    return value == null || value.isNull() ? null : value;
  }

  boolean has(String member) {
    return given(member) != null;
  }

  /** A text that may be absent; a blank one counts as absent. */
  @Nullable String text(String member) {
    return text(member, LONGEST);
  }

  @Nullable String text(String member, int longest) {
    JsonNode value = given(member);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      fault(member, "must be text");
      return null;
    }
    return clean(member, value.stringValue(), longest);
  }

  private @Nullable String clean(String member, String words, int longest) {
    if (words.length() > longest) {
      fault(member, "must have at most " + longest + " characters");
      return null;
    }
    if (words.indexOf('\0') >= 0) {
      fault(member, "must not hold a NUL character");
      return null;
    }
    return words.isBlank() ? null : words.strip();
  }

  /** A text or a number, as text: an age is sent either way. */
  @Nullable String words(String member) {
    JsonNode value = given(member);
    return value != null && value.isNumber() ? value.asString() : text(member);
  }

  /** A text that must be there. */
  String demanded(String member) {
    int before = faults.size();
    String words = text(member);
    if (words == null && faults.size() == before) {
      fault(member, "is required and must not be blank");
    }
    return words == null ? "" : words;
  }

  /** A text of this form, or nothing. */
  @Nullable String matching(String member, Pattern form, String message) {
    String words = text(member);
    if (words != null && !form.matcher(words).matches()) {
      fault(member, message);
      return null;
    }
    return words;
  }

  boolean flag(String member) {
    JsonNode value = given(member);
    if (value != null && !value.isBoolean()) {
      fault(member, "must be true or false");
      return false;
    }
    return value != null && value.booleanValue();
  }

  @Nullable BigDecimal number(String member) {
    JsonNode value = given(member);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || Math.abs(value.doubleValue()) > 1e12) {
      fault(member, "must be a number of at most twelve digits");
      return null;
    }
    return value.decimalValue();
  }

  @Nullable Integer count(String member) {
    JsonNode value = given(member);
    if (value == null) {
      return null;
    }
    if (!value.isInt() || value.intValue() < 0) {
      fault(member, "must be a whole number, 0 or more");
      return null;
    }
    return value.intValue();
  }

  @Nullable Long id(String member) {
    JsonNode value = given(member);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      fault(member, "must be a whole number");
      return null;
    }
    return value.longValue();
  }

  @Nullable LocalDate date(String member) {
    String words = text(member);
    try {
      if (words != null && DATE.matcher(words).matches()) {
        return LocalDate.parse(words);
      }
    } catch (DateTimeException e) {
      // told below
    }
    if (words != null) {
      fault(member, "must be a day, YYYY-MM-DD");
    }
    return null;
  }

  /** An object that may be absent, then it has no members. */
  Form object(String member) {
    JsonNode value = given(member);
    if (value != null && !value.isObject()) {
      fault(member, "must be an object");
    }
    return new Form(
        value == null || !value.isObject() ? JsonNodeFactory.instance.objectNode() : value,
        at(member),
        faults);
  }

  /** The objects of a list that may be absent. */
  List<Form> objects(String member) {
    List<Form> objects = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(member)) {
      String name = member + "[" + i++ + "]";
      if (item.isObject()) {
        objects.add(new Form(item, at(name), faults));
      } else {
        fault(name, "must be an object");
      }
    }
    return objects;
  }

  /** The texts of a list that may be absent; blank ones are left out. */
  List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(member)) {
      String name = member + "[" + i++ + "]";
      if (!item.isString()) {
        fault(name, "must be text");
        continue;
      }
      String words = clean(name, item.stringValue(), LONGEST);
      if (words != null) {
        texts.add(words);
      }
    }
    return texts;
  }

  private Iterable<JsonNode> items(String member) {
    JsonNode value = given(member);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > MOST) {
      fault(member, "must be a list of at most " + MOST);
      return List.of();
    }
    return value.values();
  }
}
