package io.unichart.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's answer, held against the schema that it was given: {@code {"mentions": [{"kind",
 * "text", "code"}]}}.
 *
 * @param faults what is wrong with it, in words that the model gets back; empty when it may be used
 */
record ModelFindings(List<Found> found, List<String> faults) {

  /** A mention as the model has it, not yet looked for in the note. */
  record Found(Mention.Kind kind, String text, @Nullable String code) {}

  static final String SCHEMA =
      """
      {"type": "object", "required": ["mentions"], "additionalProperties": false, "properties": {
        "mentions": {"type": "array", "maxItems": 500, "items": {"type": "object",
          "required": ["kind", "text"], "additionalProperties": false, "properties": {
            "kind": {"enum": ["condition", "medication"]},
            "text": {"type": "string", "minLength": 2, "maxLength": 200},
            "code": {"type": ["string", "null"]}}}}}}
      """;

  private static final int MOST = 500;
  private static final int MOST_FAULTS = 10;
  private static final int LONGEST = 200;
  private static final Set<String> MEMBERS = Set.of("kind", "text", "code");
  private static final Pattern FENCED =
      Pattern.compile("(?s)^\\s*```(?:json)?\\s*(.*?)\\s*```\\s*$");
  private static final JsonMapper JSON = new JsonMapper();

  static ModelFindings read(String reply) {
    Matcher fenced = FENCED.matcher(reply);
    List<String> faults = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    try {
      JsonNode answer = JSON.readTree(fenced.matches() ? fenced.group(1) : reply);
      JsonNode mentions = answer == null || !answer.isObject() ? null : answer.get("mentions");
      if (mentions == null || !mentions.isArray() || mentions.size() > MOST) {
        faults.add("the answer must be an object with an array \"mentions\" of at most " + MOST);
      } else {
        for (int i = 0; i < mentions.size(); i++) {
          mention(mentions.get(i), "mentions[" + i + "]", found, faults);
        }
      }
    } catch (JacksonException e) {
      faults.add("the answer must be JSON and nothing else");
    }
    return new ModelFindings(found, faults.stream().limit(MOST_FAULTS).toList());
  }

  private static void mention(JsonNode node, String path, List<Found> found, List<String> faults) {
    if (!node.isObject() || !MEMBERS.containsAll(node.propertyNames())) {
      faults.add(path + " must be an object with kind, text and code only");
      return;
    }
    JsonNode kind = node.get("kind");
    JsonNode text = node.get("text");
    JsonNode code = node.get("code");
    boolean condition = kind != null && kind.isString() && kind.stringValue().equals("condition");
    boolean medication = kind != null && kind.isString() && kind.stringValue().equals("medication");
    if (!condition && !medication) {
      faults.add(path + ".kind must be condition or medication");
    } else if (text == null
        || !text.isString()
        || text.stringValue().strip().length() < 2
        || text.stringValue().length() > LONGEST) {
      faults.add(path + ".text must be words of the note, 2 to " + LONGEST + " characters");
    } else if (code != null && !code.isNull() && !code.isString()) {
      faults.add(path + ".code must be text or null");
    } else {
      found.add(
          new Found(
              condition ? Mention.Kind.CONDITION : Mention.Kind.MEDICATION,
              text.stringValue().strip(),
              code == null || code.isNull() ? null : code.stringValue().strip()));
    }
  }
}
