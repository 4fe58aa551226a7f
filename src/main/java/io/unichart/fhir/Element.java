package io.unichart.fhir;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A FHIR element or resource as the JSON object it is; what is absent or empty is not written. */
final class Element {

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** A resource of this type, still without an id. */
  static Element resource(String type) {
    return new Element().with("resourceType", type);
  }

  /** Adds a member unless it is null or empty. */
  Element with(String name, @Nullable Object value) {
    boolean empty =
        value == null
            || (value instanceof String text && text.isBlank())
            || (value instanceof Collection<?> list && list.isEmpty())
            || (value instanceof Element element && element.members.isEmpty());
    if (!empty) {
      members.put(name, value);
    }
    return this;
  }

  /** Adds a list of one. */
  Element withOne(String name, @Nullable Object value) {
    return value == null ? this : with(name, List.of(value));
  }

  /** The same resource with an id, which stands where readers expect it: second. */
  Element identified(String id) {
    Element whole = new Element();
    whole.members.put("resourceType", type());
    whole.members.put("id", id);
    members.forEach(whole.members::putIfAbsent);
    return whole;
  }

  /** An id that follows from the content alone. */
  String idOfContent(int occurrence) {
    return idOf(members + "#" + occurrence);
  }

  /** The same name-based UUID for the same words. */
  static String idOf(String words) {
    return UUID.nameUUIDFromBytes(("unichart:" + words).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  String type() {
    return String.valueOf(members.get("resourceType"));
  }

  String id() {
    return String.valueOf(members.get("id"));
  }

  /** How other resources of the same answer point here. */
  String address() {
    return type() + "/" + id();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  @JsonValue
  Map<String, Object> members() {
    return members;
  }

  /** This element with every reference replaced for which the map knows another address. */
  Element pointing(Map<String, String> addresses) {
    Element copy = new Element();
    members.forEach((name, value) -> copy.members.put(name, pointed(name, value, addresses)));
    return copy;
  }

  private static Object pointed(String name, Object value, Map<String, String> addresses) {
    if (value instanceof Element element) {
      return element.pointing(addresses);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> pointed(name, item, addresses)).toList();
    }
    return name.equals("reference") && value instanceof String address
        ? addresses.getOrDefault(address, address)
        : value;
  }

  /** Its members in order; equal for equal content, which {@link #idOfContent} relies on. */
  @Override
  public String toString() {
    return members.toString();
  }
}
