package io.unichart.identity.merge;

import io.unichart.identity.PersonDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what of two records survives their merge, by rules that are data ({@code
 * survivorship.yaml}), and takes a merge apart again. Records are treated as JSON, member by
 * member, so that a new member needs a rule and nothing else; a member without a rule, or a rule
 * without a member, ends the start.
 */
@Component
class Survivorship {

  /** What happens with one member; the file says what each means. */
  enum Rule {
    KEEP_MASTER,
    FIRST_KNOWN,
    KNOWN_WORD,
    MOST_PRECISE,
    EITHER,
    UNION,
    FORMER_NAME
  }

  /** The record as it was before the merge with later edits kept, or the members in the way. */
  record Separated(@Nullable PersonDetails restored, List<String> inTheWay) {}

  private final Map<String, Rule> rules;
  private final JsonMapper json;

  Survivorship(JsonMapper json) {
    this.json = json;
    this.rules = read();
    Set<String> members = new TreeSet<>();
    for (var component : PersonDetails.class.getRecordComponents()) {
      members.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
    if (!members.equals(new TreeSet<>(rules.keySet()))) {
      throw new IllegalStateException("survivorship.yaml must have a rule for each of " + members);
    }
  }

  /** The survivor's record after the merge. */
  PersonDetails merge(PersonDetails master, PersonDetails duplicate) {
    ObjectNode kept = tree(master);
    ObjectNode other = tree(duplicate);
    ObjectNode merged = json.createObjectNode();
    rules.forEach(
        (member, rule) -> {
          JsonNode value = survivor(rule, kept.get(member), other.get(member), kept, other);
          if (value != null) {
            merged.set(member, value);
          }
        });
    return json.treeToValue(merged, PersonDetails.class);
  }

  private @Nullable JsonNode survivor(
      Rule rule,
      @Nullable JsonNode mine,
      @Nullable JsonNode theirs,
      ObjectNode kept,
      ObjectNode other) {
    return switch (rule) {
      case KEEP_MASTER -> mine;
      case FIRST_KNOWN -> mine == null ? theirs : mine;
      case KNOWN_WORD ->
          mine == null || (isUnknown(mine) && theirs != null && !isUnknown(theirs)) ? theirs : mine;
      case MOST_PRECISE ->
          mine == null || (theirs != null && theirs.asString().startsWith(mine.asString()))
              ? theirs
              : mine;
      case EITHER -> theirs != null && theirs.asBoolean() ? theirs : mine;
      case UNION -> union(mine, theirs);
      case FORMER_NAME -> formerName(union(mine, theirs), kept.get("name"), other.get("name"));
    };
  }

  private static boolean isUnknown(JsonNode word) {
    return word.asString().equals("unknown");
  }

  private ArrayNode union(@Nullable JsonNode mine, @Nullable JsonNode theirs) {
    Set<JsonNode> all = new LinkedHashSet<>();
    for (JsonNode list : new @Nullable JsonNode[] {mine, theirs}) {
      if (list != null) {
        list.forEach(all::add);
      }
    }
    ArrayNode union = json.createArrayNode();
    all.forEach(union::add);
    return union;
  }

  private static ArrayNode formerName(
      ArrayNode names, @Nullable JsonNode masterName, @Nullable JsonNode duplicateName) {
    if (duplicateName == null || sameWords(masterName, duplicateName)) {
      return names;
    }
    ObjectNode former = ((ObjectNode) duplicateName.deepCopy()).put("use", "old");
    for (JsonNode name : names) {
      if (sameWords(name, former)) {
        return names;
      }
    }
    return names.add(former);
  }

  private static boolean sameWords(@Nullable JsonNode a, JsonNode b) {
    return a != null
        && java.util.Objects.equals(a.get("family"), b.get("family"))
        && java.util.Objects.equals(a.get("given"), b.get("given"));
  }

  /**
   * Takes a merge out of the survivor's record. A member that the merge did not touch keeps its
   * present value; one that it changed gets its value from before, if nobody edited it since; of a
   * list that was edited since, only what the merge added is taken out.
   */
  Separated separate(PersonDetails before, PersonDetails after, PersonDetails now) {
    ObjectNode was = tree(before);
    ObjectNode became = tree(after);
    ObjectNode is = tree(now);
    ObjectNode restored = json.createObjectNode();
    Set<String> inTheWay = new TreeSet<>();
    for (String member : rules.keySet()) {
      JsonNode b = was.get(member);
      JsonNode a = became.get(member);
      JsonNode n = is.get(member);
      JsonNode value;
      if (java.util.Objects.equals(a, n)) {
        value = b;
      } else if (java.util.Objects.equals(b, a)) {
        value = n;
      } else if (a instanceof ArrayNode added && n instanceof ArrayNode present) {
        value = without(present, added, b);
        if (value == null) {
          inTheWay.add(member);
        }
      } else {
        value = null;
        inTheWay.add(member);
      }
      if (value != null) {
        restored.set(member, value);
      }
    }
    return new Separated(
        inTheWay.isEmpty() ? json.treeToValue(restored, PersonDetails.class) : null,
        List.copyOf(inTheWay));
  }

  /** The present entries without those that the merge added; null if one of them was edited. */
  private @Nullable ArrayNode without(
      ArrayNode present, ArrayNode after, @Nullable JsonNode before) {
    Set<JsonNode> added = new LinkedHashSet<>();
    after.forEach(added::add);
    if (before != null) {
      before.forEach(added::remove);
    }
    ArrayNode rest = json.createArrayNode();
    for (JsonNode entry : present) {
      if (!added.remove(entry)) {
        rest.add(entry);
      }
    }
    return added.isEmpty() ? rest : null;
  }

  private ObjectNode tree(PersonDetails details) {
    return json.valueToTree(details);
  }

  private static Map<String, Rule> read() {
    try (InputStream file = new ClassPathResource("survivorship.yaml").getInputStream()) {
      Map<String, String> words = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      Map<String, Rule> rules = new LinkedHashMap<>();
      words.forEach(
          (member, rule) -> rules.put(member, Rule.valueOf(rule.toUpperCase(Locale.ROOT))));
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
