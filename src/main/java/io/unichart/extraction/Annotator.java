package io.unichart.extraction;

import io.unichart.extraction.Annotation.Item;
import io.unichart.extraction.AnnotationForm.Concept;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.assertion.Judgement;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists all that a text mentions, or judges the concepts that the caller names. */
final class Annotator {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Notes notes;

  Annotator(Notes notes) {
    this.notes = notes;
  }

  Annotation annotate(AnnotationForm form) {
    return new Annotation(form.judging() ? judged(form) : found(form.text()), Notes.RULES);
  }

  private List<Item> found(String text) {
    NoteFacts facts = notes.read(text);
    return Stream.of(
            facts.conditions().stream(),
            facts.medications().stream().map(MedicationMention::mention),
            facts.measurements().stream().map(Measurement::mention),
            facts.allergies().stream(),
            facts.plan().stream())
        .flatMap(mentions -> mentions)
        .sorted(
            Comparator.comparingInt((Mention m) -> m.span().start())
                .thenComparing(m -> -m.span().end()))
        .map(mention -> Item.of(mention, null))
        .toList();
  }

  private static List<Item> judged(AnnotationForm form) {
    String text = form.text();
    List<Section> sections = Sections.of(text);
    Assertions assertions = Assertions.of(text, sections, Sentences.of(text));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < form.concepts().size(); i++) {
      Concept concept = form.concepts().get(i);
      List<Span> places =
          concept.span() != null ? List.of(concept.span()) : places(text, concept.text());
      for (Span place : places) {
        Judgement judgement = assertions.judge(place);
        Section section = Sections.at(sections, place.start());
        Mention mention =
            new Mention(
                Mention.Kind.FINDING,
                place.of(text),
                place,
                concept.text(),
                section,
                judgement.assertion(),
                judgement.cues());
        items.add(Item.of(mention, i));
      }
      if (places.isEmpty()) {
        items.add(Item.missing(concept.text(), i));
      }
    }
    return items;
  }

  /** Every place of a phrase as whole words, in any case and with any white space between words. */
  private static List<Span> places(String text, String phrase) {
    String words =
        Stream.of(BLANKS.split(phrase))
            .map(Pattern::quote)
            .reduce((a, b) -> a + "\\s+" + b)
            .orElse("");
    String before = Character.isLetterOrDigit(phrase.charAt(0)) ? "(?<![\\p{L}\\p{N}])" : "";
    String after =
        Character.isLetterOrDigit(phrase.charAt(phrase.length() - 1)) ? "(?![\\p{L}\\p{N}])" : "";
    Matcher matcher =
        Pattern.compile(before + words + after, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(text);
    List<Span> places = new ArrayList<>();
    while (matcher.find()) {
      places.add(new Span(matcher.start(), matcher.end()));
    }
    return places;
  }
}
