package io.unichart.extraction;

import io.unichart.extraction.Extraction.Axes;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.terminology.FullTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Notes and sentences whose marks were written before anything was run on them: {@code java …
 * Heldout DATA NAME ENCOUNTERS [TABLES]}. NAME-notes.txt is marked like unseen.txt, NAME-marks.tsv
 * holds marks as offsets into files that are not ours, NAME-sentences.txt one sentence a line. Prints
 * every mistake, then one line of JSON a figure. With TABLES codes come from the full tables.
 */
public final class Heldout {

  private record Mark(char kind, String code, String axes, Span span) {}

  private record Seen(String text, Span span, Axes axes) {}

  private static final Pattern MARK = Pattern.compile("\\{([CMO])( [^|{}]*)?\\|([^{}]*)\\}");
  private static final Pattern AXES = Pattern.compile("(.*?)\\s+([-?<>fop,*]+)");

  private final Map<String, int[]> counts = new TreeMap<>();
  private final Notes notes;

  private Heldout(Notes notes) {
    this.notes = notes;
  }

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    String name = arguments[1];
    Heldout heldout =
        new Heldout(
            new Notes(
                arguments.length > 3
                    ? FullTables.of(Path.of(arguments[3]))
                    : FullTables.builtIn()));
    heldout.ours(data.resolve(name + "-notes.txt"));
    heldout.theirs(data.resolve(name + "-marks.tsv"), Path.of(arguments[2]));
    heldout.sentences(data.resolve(name + "-sentences.txt"));
    heldout.print();
  }

  private void ours(Path file) throws IOException {
    for (String part : Files.readString(file).split("(?m)^=== ")) {
      if (part.startsWith("#") || part.isBlank()) {
        continue;
      }
      int end = part.indexOf('\n');
      List<String> lines = Arrays.asList(part.substring(end + 1).split("\n"));
      List<String> wants = lines.stream().filter(l -> l.startsWith("% ")).map(l -> l.substring(2)).toList();
      String marked = String.join("\n", lines.stream().filter(l -> !l.startsWith("% ")).toList());
      List<Mark> marks = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      Matcher matcher = MARK.matcher(marked);
      int at = 0;
      while (matcher.find()) {
        text.append(marked, at, matcher.start());
        int start = text.length();
        text.append(matcher.group(3));
        String what = matcher.group(2) == null ? "" : matcher.group(2).strip();
        Matcher split = AXES.matcher(what);
        boolean axes = split.matches();
        marks.add(
            new Mark(
                matcher.group(1).charAt(0), axes ? split.group(1) : what, axes ? split.group(2) : "",
                new Span(start, text.length())));
        at = matcher.end();
      }
      note("own " + part.substring(0, end), text.append(marked.substring(at)).toString(), marks, wants);
    }
  }

  private void theirs(Path file, Path encounters) throws IOException {
    if (!Files.isDirectory(encounters)) {
      System.out.println("skipped: no notes at " + encounters);
      return;
    }
    for (String part : Files.readString(file).split("(?m)^@ ")) {
      if (part.startsWith("#") || part.isBlank()) {
        continue;
      }
      List<String> lines = Arrays.asList(part.split("\n"));
      String[] which = lines.get(0).split(" ");
      String text = text(encounters.resolve(which[0] + ".csv"), Integer.parseInt(which[1]));
      List<Mark> marks = new ArrayList<>();
      List<String> wants = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith("% ")) {
          wants.add(line.substring(2));
          continue;
        }
        String[] c = line.split("\t", -1);
        marks.add(
            new Mark(
                c[2].charAt(0), c[3], c[4], new Span(Integer.parseInt(c[0]), Integer.parseInt(c[1]))));
      }
      note(lines.get(0), text, marks, wants);
    }
  }

  private static String text(Path file, int row) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      CSVRecord record =
          CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)
              .getRecords().get(row);
      String text = record.get(record.isMapped("note") ? "note" : "section_text");
      return text.replace("\r\n", "\n").replace('\r', '\n');
    }
  }

  private void note(String title, String text, List<Mark> marks, List<String> wants) {
    NoteFacts facts = notes.read(text);
    Extraction read = notes.extract(text);
    List<Seen> conditions =
        facts.conditions().stream()
            .filter(m -> m.kind() != Mention.Kind.PROCEDURE)
            .map(m -> new Seen(m.text(), m.span(), Axes.of(m.assertion())))
            .toList();
    List<Seen> medications =
        facts.medications().stream()
            .map(m -> new Seen(m.mention().text(), m.mention().span(), Axes.of(m.mention().assertion())))
            .toList();
    compare(title, text, 'C', conditions, marks, read);
    compare(title, text, 'M', medications, marks, read);
    wants.forEach(want -> said(title, want, read));
  }

  private void compare(
      String title, String text, char kind, List<Seen> found, List<Mark> marks, Extraction read) {
    String what = kind == 'C' ? "conditions" : "medications";
    List<Seen> left = new ArrayList<>(found);
    for (Mark mark : marks) {
      if (mark.kind() != kind) {
        continue;
      }
      Seen hit = left.stream().filter(s -> s.span().overlaps(mark.span())).findFirst().orElse(null);
      count(what + " found", hit != null, title + ": missed " + mark.span().of(text));
      if (hit == null) {
        continue;
      }
      left.removeIf(s -> s.span().overlaps(mark.span()));
      String got = letters(hit.axes());
      count("axes of " + what, fits(got, mark.axes()), title + ": " + hit.text() + " is '" + got + "' not '" + mark.axes() + "'");
      if (kind == 'C') {
        code(title, text, mark, read);
      } else {
        boolean right = read.medications().stream().anyMatch(m -> overlap(m.start(), m.end(), mark) && named(m).contains(mark.code()));
        boolean listed = read.medications().stream().anyMatch(m -> overlap(m.start(), m.end(), mark));
        if (listed) {
          count("ingredients", right, title + ": " + hit.text() + " is not " + mark.code());
        }
      }
    }
    left.removeIf(s -> marks.stream().anyMatch(m -> m.kind() == 'O' && m.span().overlaps(s.span())));
    counts.computeIfAbsent(what + " wrong", w -> new int[2])[0] += left.size();
    left.forEach(s -> System.out.println("  " + title + ": wrong " + what + " " + s.text() + " '" + letters(s.axes()) + "'"));
  }

  private void code(String title, String text, Mark mark, Extraction read) {
    List<String> wanted = List.of(mark.code().split("/"));
    if (wanted.contains("*")) {
      return;
    }
    List<String> codes =
        Stream.concat(
                read.diagnoses().stream().filter(d -> overlap(d.start(), d.end(), mark)).map(d -> "" + d.icd10Code()),
                Stream.concat(read.familyHistory().stream(), read.otherMentions().stream())
                    .filter(d -> d.kind().equals("condition") || d.kind().equals("finding"))
                    .filter(d -> overlap(d.start(), d.end(), mark))
                    .map(d -> "" + d.icd10Code()))
            .toList();
    if (!codes.isEmpty()) {
      boolean right = codes.stream().anyMatch(c -> wanted.stream().anyMatch(w -> w.endsWith("*") ? c.startsWith(w.replace("*", "")) : c.equals(w)));
      count("codes", right, title + ": " + mark.span().of(text) + " is " + codes + " not " + wanted);
    }
  }

  private static boolean overlap(int start, int end, Mark mark) {
    return start < mark.span().end() && mark.span().start() < end;
  }

  private static String named(Extraction.Medication m) {
    return (m.rxnormName() == null ? "" : m.rxnormName()).toLowerCase(Locale.ROOT);
  }

  private void said(String title, String want, Extraction read) {
    String[] parts = want.split(" ", 2);
    switch (parts[0]) {
      case "obs" -> {
        String[] c = parts[1].split(" ");
        boolean ok =
            read.observations().stream()
                .anyMatch(o -> List.of(c[0].split("/")).contains(o.loincCode()) && o.value() != null && (o.secondValue() == null ? plain(o.value()) : plain(o.value()) + "/" + plain(o.secondValue())).equals(c[1]));
        count("measurements", ok, title + ": " + want);
      }
      case "allergy" ->
          count("allergies", read.allergies().stream().anyMatch(a -> a.text().toLowerCase(Locale.ROOT).contains(parts[1])), title + ": " + want);
      case "med" -> {
        int eq = parts[1].indexOf('=');
        int blank = parts[1].lastIndexOf(' ', eq);
        String name = parts[1].substring(0, blank);
        String member = parts[1].substring(blank + 1, eq);
        List<String> wanted = Stream.of(parts[1].substring(eq + 1).split("/")).map(Heldout::flat).toList();
        List<String> got =
            read.medications().stream()
                .filter(m -> (named(m) + " " + m.text().toLowerCase(Locale.ROOT)).contains(name))
                .map(m -> flat("" + member(m, member)))
                .toList();
        count("dosage and status", got.stream().anyMatch(wanted::contains), title + ": " + want + " is " + got);
      }
      default -> throw new IllegalArgumentException(want);
    }
  }

  private static Object member(Extraction.Medication m, String member) {
    MedicationMention.Dosage d = m.dosage();
    return switch (member) {
      case "strength" -> d.strength() != null ? d.strength() : d.dose();
      case "frequency" -> d.frequency();
      case "route" -> d.route();
      case "form" -> d.form();
      case "duration" -> d.duration();
      default -> m.status();
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static String flat(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[\\s,]+", "");
  }

  private static String letters(Axes axes) {
    return (axes.negated() ? "-" : "")
        + (axes.uncertain() ? "?" : "")
        + switch (axes.temporality()) {
          case "historical" -> "<";
          case "hypothetical" -> ">";
          default -> "";
        }
        + (axes.subject().equals("patient") ? "" : axes.subject().substring(0, 1));
  }

  private static boolean fits(String got, String wanted) {
    return wanted.contains("*")
        || Stream.of(wanted.split(",", -1)).anyMatch(w -> sorted(w.replace("p", "")).equals(sorted(got)));
  }

  private static String sorted(String letters) {
    List<String> each = new ArrayList<>(List.of(letters.split("")));
    Collections.sort(each);
    return String.join("", each);
  }

  private void sentences(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\\|", 2);
      Matcher matcher = Pattern.compile("\\{([^}]*)\\}").matcher(parts[1]);
      String text = parts[1].replaceAll("[{}]", "");
      int gone = 0;
      while (matcher.find()) {
        int start = matcher.start() - gone;
        gone += 2;
        Span span = new Span(start, start + matcher.group(1).length());
        String got = letters(Axes.of(Assertions.of(text).judge(span).assertion()));
        count("sentences", fits(got, parts[0]), "'" + got + "' not '" + parts[0] + "': " + parts[1]);
      }
    }
  }

  private void count(String what, boolean right, String told) {
    int[] c = counts.computeIfAbsent(what, w -> new int[2]);
    c[0] += right ? 1 : 0;
    c[1]++;
    if (!right) {
      System.out.println("  " + what + ": " + told);
    }
  }

  private void print() {
    counts.forEach((what, c) -> System.out.printf("{\"figure\": \"%s\", \"right\": %d, \"of\": %d}%n", what, c[0], c[1]));
    for (String what : List.of("conditions", "medications")) {
      int[] found = counts.getOrDefault(what + " found", new int[2]);
      int wrong = counts.getOrDefault(what + " wrong", new int[2])[0];
      System.out.printf(Locale.ROOT, "{\"figure\": \"mention F1 %s\", \"value\": %.3f}%n", what, 2.0 * found[0] / (found[0] + found[1] + wrong));
    }
  }
}
