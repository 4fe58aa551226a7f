package io.unichart.bench.extraction;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Mention;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.mentions.Lexicon;
import io.unichart.extraction.mentions.NoteReader;
import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.Coding;
import io.unichart.terminology.ConditionCoder;
import io.unichart.terminology.DrugCoder;
import io.unichart.terminology.TermIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own notes against their marks: {@code java … Gold data}. Prints one line of JSON a figure, and
 * with a second argument every mistake.
 */
public final class Gold {

  private record Mark(char kind, String code, String axes, Span span, String text) {}

  private static final Pattern MARK = Pattern.compile("\\{([CM]) ([^|{}]*)\\|([^{}]*)\\}");

  private static final DrugCoder DRUGS = new DrugCoder(BuiltIn.table(CodeSystem.RXNORM));
  private static final ConditionCoder CODER =
      new ConditionCoder(new TermIndex(BuiltIn.table(CodeSystem.ICD10CM)));
  private static final NoteReader READER = new NoteReader(new Lexicon(DRUGS));

  private static boolean tell;

  private final int[] conditions = new int[3];
  private final int[] medications = new int[3];
  private int axesRight;
  private int axesAll;
  private int codesRight;
  private int codesAll;

  private Gold() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    tell = arguments.length > 1;
    Gold gold = new Gold();
    String whole = Files.readString(data.resolve("gold.txt"));
    int notes = 0;
    for (String part : whole.split("(?m)^=== ")) {
      if (!part.startsWith("#")) {
        int line = part.indexOf('\n');
        gold.note(part.substring(0, line), part.substring(line + 1));
        notes++;
      }
    }
    f1("conditions", gold.conditions, notes);
    f1("medications", gold.medications, notes);
    ratio("all axes right", gold.axesRight, gold.axesAll);
    ratio("codes right", gold.codesRight, gold.codesAll);
    whose(data.resolve("whose.txt"));
  }

  private static void f1(String what, int[] c, int notes) {
    System.out.printf(
        Locale.ROOT,
        "{\"figure\": \"gold mention F1 %s\", \"value\": %.3f, \"found\": %d, \"wrong\": %d, \"missed\": %d, \"notes\": %d}%n",
        what, 2.0 * c[0] / (2 * c[0] + c[1] + c[2]), c[0], c[1], c[2], notes);
  }

  private static void ratio(String what, int right, int all) {
    System.out.printf(
        Locale.ROOT, "{\"figure\": \"gold %s\", \"value\": %.3f, \"right\": %d, \"of\": %d}%n",
        what, right / (double) all, right, all);
  }

  private void note(String title, String marked) {
    List<Mark> marks = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Matcher matcher = MARK.matcher(marked);
    int at = 0;
    while (matcher.find()) {
      text.append(marked, at, matcher.start());
      int start = text.length();
      text.append(matcher.group(3));
      String[] what = matcher.group(2).strip().split("\\s+(?=[-?<>fo]+$)");
      marks.add(
          new Mark(
              matcher.group(1).charAt(0), what[0], what.length > 1 ? what[1] : "",
              new Span(start, text.length()), matcher.group(3)));
      at = matcher.end();
    }
    text.append(marked.substring(at));
    NoteFacts facts = READER.read(text.toString());
    List<Mention> found = new ArrayList<>();
    facts.conditions().stream().filter(m -> m.kind() != Mention.Kind.PROCEDURE).forEach(found::add);
    compare(title, 'C', marks, found, conditions);
    compare(title, 'M', marks, facts.medications().stream().map(m -> m.mention()).toList(), medications);
  }

  private void compare(String title, char kind, List<Mark> marks, List<Mention> found, int[] counts) {
    List<Mention> left = new ArrayList<>(found);
    for (Mark mark : marks) {
      if (mark.kind() != kind) {
        continue;
      }
      Mention hit = left.stream().filter(m -> m.span().overlaps(mark.span())).findFirst().orElse(null);
      if (hit == null) {
        counts[2]++;
        say(title, "missed " + mark.text());
        continue;
      }
      left.removeIf(m -> m.span().overlaps(mark.span()));
      counts[0]++;
      judge(title, kind, mark, hit);
    }
    counts[1] += left.size();
    left.forEach(m -> say(title, "wrong " + m.text()));
  }

  private void judge(String title, char kind, Mark mark, Mention hit) {
    axesAll++;
    Assertion gold = axes(mark.axes());
    if (gold.equals(hit.assertion())) {
      axesRight++;
    } else {
      say(title, "axes of " + mark.text() + ": " + hit.assertion());
    }
    if (kind == 'M') {
      String ingredient = DRUGS.ingredientOf(hit.name());
      codesAll++;
      boolean right = ingredient != null && (ingredient.toLowerCase(Locale.ROOT).contains(mark.code()) || mark.code().contains(ingredient.toLowerCase(Locale.ROOT)));
      codesRight += right ? 1 : 0;
      if (!right) {
        say(title, "ingredient of " + mark.text() + ": " + ingredient);
      }
    } else if (!mark.code().equals("*")) {
      codesAll++;
      Coding coding = CODER.code(hit.name());
      String code = coding.chosen() == null ? "none" : coding.chosen().code();
      Set<String> right = Set.of(mark.code().split("/"));
      boolean ok = right.contains(code) || right.contains("*");
      codesRight += ok ? 1 : 0;
      if (!ok) {
        say(title, "code of " + mark.text() + " (" + hit.text() + "): " + code + " not " + right);
      }
    }
  }

  private static Assertion axes(String axes) {
    return new Assertion(
        axes.contains("-"),
        axes.contains("?"),
        axes.contains("<") ? Temporality.HISTORICAL : axes.contains(">") ? Temporality.HYPOTHETICAL : Temporality.CURRENT,
        axes.contains("f") ? Subject.FAMILY : axes.contains("o") ? Subject.OTHER : Subject.PATIENT);
  }

  private static void whose(Path file) throws IOException {
    int right = 0;
    int all = 0;
    int[] notPatient = new int[3];
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      String gold = line.substring(0, line.indexOf('|'));
      String marked = line.substring(line.indexOf('|') + 1);
      String text = marked.replaceAll("[{}]", "");
      Matcher matcher = Pattern.compile("\\{([^}]*)\\}").matcher(marked);
      int gone = 0;
      while (matcher.find()) {
        int start = matcher.start() - gone;
        gone += 2;
        Subject subject = Assertions.of(text).judge(new Span(start, start + matcher.group(1).length())).assertion().subject();
        all++;
        boolean ok = subject.name().toLowerCase(Locale.ROOT).equals(gold);
        right += ok ? 1 : 0;
        boolean is = !gold.equals("patient");
        boolean got = subject != Subject.PATIENT;
        notPatient[is ? (got ? 0 : 2) : 1] += is || got ? 1 : 0;
        if (!ok) {
          say("whose", gold + " not " + subject + ": " + text);
        }
      }
    }
    ratio("whose it is", right, all);
    System.out.printf(Locale.ROOT, "{\"figure\": \"not the patient F1\", \"value\": %.3f}%n",
        2.0 * notPatient[0] / (2 * notPatient[0] + notPatient[1] + notPatient[2]));
  }

  private static void say(String title, String what) {
    if (tell) {
      System.out.println("  " + title + ": " + what);
    }
  }
}
