package io.unichart.extraction.mentions;

import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.assertion.Judgement;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds conditions, signs and procedures, each judged by the words around it. */
final class Conditions {

  private static final Set<String> LEADING =
      Set.of(
          "acute",
          "chronic",
          "severe",
          "mild",
          "moderate",
          "left",
          "right",
          "bilateral",
          "recurrent",
          "persistent",
          "uncontrolled",
          "poorly",
          "controlled",
          "primary",
          "essential",
          "uncomplicated",
          "type",
          "stage",
          "end",
          "non",
          "seasonal",
          "morbid",
          "exertional",
          "atypical");

  private final Lexicon lexicon;

  /** A name without the words before it that tell side, degree or course. */
  static String bare(String name) {
    String bare = name.toLowerCase(Locale.ROOT);
    int blank = bare.indexOf(' ');
    while (blank > 0 && LEADING.contains(bare.substring(0, blank))) {
      bare = bare.substring(blank + 1);
      blank = bare.indexOf(' ');
    }
    return bare;
  }

  Conditions(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  List<Mention> find(
      String text, List<Section> sections, List<Span> sentences, Assertions assertions) {
    List<Mention> mentions = new ArrayList<>();
    for (Span sentence : sentences) {
      List<Token> tokens = Tokens.of(text, sentence.start(), sentence.end());
      List<Phrases.Hit<Lexicon.Entry>> done = lexicon.procedures().find(tokens);
      List<Phrases.Hit<Lexicon.Entry>> known = new ArrayList<>(done);
      for (Phrases.Hit<Lexicon.Entry> hit : lexicon.conditions().find(tokens)) {
        boolean reason = hit.value().reason();
        boolean treated = done.stream().anyMatch(p -> within(hit, p));
        if (reason || !treated) {
          known.add(hit);
        }
      }
      List<Phrases.Hit<Lexicon.Entry>> composed = composed(text, tokens, known);
      for (Phrases.Hit<Lexicon.Entry> hit : known) {
        if (composed.stream().noneMatch(whole -> within(hit, whole))) {
          add(text, sections, assertions, tokens, hit, mentions);
        }
      }
      for (Phrases.Hit<Lexicon.Entry> hit : composed) {
        add(text, sections, assertions, tokens, hit, mentions);
      }
    }
    return mentions;
  }

  /** "hernia repair", "flu shot": what is done against it. */
  private static boolean within(Phrases.Hit<?> part, Phrases.Hit<?> whole) {
    return whole.from() <= part.from()
        && part.to() <= whole.to()
        && part.to() - part.from() < whole.to() - whole.from();
  }

  private static List<Phrases.Hit<Lexicon.Entry>> composed(
      String text, List<Token> tokens, List<Phrases.Hit<Lexicon.Entry>> known) {
    List<int[]> taken =
        known.stream()
            .filter(hit -> !BodyComplaints.isBare(tokens, hit.from(), hit.to()))
            .map(hit -> new int[] {hit.from(), hit.to()})
            .toList();
    return BodyComplaints.find(text, tokens, taken).stream()
        .map(
            place -> {
              Span words = new Span(tokens.get(place[0]).start(), tokens.get(place[1] - 1).end());
              return new Phrases.Hit<>(
                  place[0], place[1], new Lexicon.Entry(Kind.FINDING, true, false, words.of(text)));
            })
        .toList();
  }

  private static void add(
      String text,
      List<Section> sections,
      Assertions assertions,
      List<Token> tokens,
      Phrases.Hit<Lexicon.Entry> hit,
      List<Mention> mentions) {
    Span core = new Span(tokens.get(hit.from()).start(), tokens.get(hit.to() - 1).end());
    Section section = Sections.at(sections, core.start());
    if (!Predicates.isSaid(tokens, hit.from(), hit.to())
        || OtherMeanings.has(text, tokens, hit.from(), hit.to(), section)
        || isNumbered(text, core)
        || !isCredible(hit.value().kind(), core.of(text))
        || (hit.value().reason() && !isStatedReason(section, tokens, hit.from()))
        || isHeading(sections, core)) {
      return;
    }
    int from = hit.from();
    while (from > 0 && LEADING.contains(tokens.get(from - 1).norm())) {
      from--;
    }
    Span span = new Span(tokens.get(from).start(), core.end());
    Kind kind = hit.value().kind();
    Judgement judgement = assertions.judge(span);
    boolean named = section != null && section.kind().isAssessment();
    if (kind == Kind.PROCEDURE) {
      judgement = Refusals.judge(judgement, text, span);
    }
    mentions.add(
        new Mention(
            kind == Kind.FINDING && named ? Kind.CONDITION : kind,
            span.of(text),
            span,
            BodyComplaints.turned(span.of(text).replaceAll("\\s+", " ")),
            section,
            judgement.assertion(),
            judgement.cues()));
  }

  /** What somebody comes for without being ill is a problem where the assessment begins with it. */
  private static boolean isStatedReason(@Nullable Section section, List<Token> tokens, int from) {
    if (section == null || !section.kind().isAssessment()) {
      return false;
    }
    boolean first = tokens.subList(0, from).stream().noneMatch(t -> t.isWord() && !t.isNumber());
    return section.kind() != Section.Kind.ASSESSMENT_AND_PLAN || first;
  }

  /** Names of what is done are words of four letters ("Tdap"), or have their own signs ("c/s"). */
  private static boolean isCredible(Kind kind, String words) {
    boolean done = kind == Kind.PROCEDURE && (words.length() > 3 || words.matches(".*[/&].*"));
    return done || Lexicon.isCredible(words);
  }

  /** "UC-106015" is a record's number and "GAD-7" a questionnaire, neither a disease. */
  private static boolean isNumbered(String text, Span core) {
    int after = core.end();
    boolean capitals = core.of(text).equals(core.of(text).toUpperCase(Locale.ROOT));
    return capitals
        && after + 1 < text.length()
        && "-#".indexOf(text.charAt(after)) >= 0
        && Character.isDigit(text.charAt(after + 1));
  }

  private static boolean isHeading(List<Section> sections, Span core) {
    int last = Sections.lastBegun(sections, core.end());
    for (int i = last; i >= 0 && sections.get(i).heading().end() > core.start(); i--) {
      if (sections.get(i).heading().overlaps(core)) {
        return true;
      }
    }
    return false;
  }
}
