package io.unichart.bench.extraction;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.mentions.Lexicon;
import io.unichart.extraction.mentions.NoteReader;
import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.Candidate;
import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.Coding;
import io.unichart.terminology.ConditionCoder;
import io.unichart.terminology.DrugCoder;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermIndex;
import io.unichart.terminology.TermTable;
import io.unichart.terminology.load.PlainTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reading notes, measured: {@code java … Quality ../../../shared/data data}. Prints one line of JSON
 * a figure; {@code -Dtell=true} names the phrases that went wrong. Files that are not there are named and passed over.
 */
public final class Quality {

  private static final long SEED = 7;
  private static final int SAMPLE = 3_000;
  private static final boolean TELL = Boolean.getBoolean("tell");

  private Quality() {}

  public static void main(String[] arguments) throws IOException {
    Path shared = Path.of(arguments[0]);
    assertion(shared.resolve("assertion/context_dev.tsv"));
    Path tables = shared.resolve("terminology");
    if (Files.isDirectory(tables)) {
      TermTable.Builder builder = TermTable.builder(CodeSystem.ICD10CM, "FY2026", "tables");
      PlainTables.read(tables, CodeSystem.ICD10CM, builder);
      BuiltIn.addNames(CodeSystem.ICD10CM, builder);
      TermIndex index = new TermIndex(builder.build());
      clinicians(Path.of(arguments[1]), "full tables", new ConditionCoder(index));
      inclusionTerms(index);
    } else {
      System.err.println("no code tables at " + tables);
    }
    clinicians(
        Path.of(arguments[1]),
        "built-in dictionary",
        new ConditionCoder(new TermIndex(BuiltIn.table(CodeSystem.ICD10CM))));
    speed(shared.resolve("notes/soap"));
  }

  private static void assertion(Path file) throws IOException {
    if (!Files.exists(file)) {
      System.err.println("no file " + file);
      return;
    }
    int[][] counts = new int[4][3];
    String[] axes = {"negated", "historical", "hypothetical", "not the patient"};
    int lost = 0;
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t", -1);
      Span place = place(fields[3], fields[2].strip());
      if (place == null) {
        lost++; // the concept runs over the sentence's end: nothing to judge
        continue;
      }
      Assertion read = Assertions.of(fields[3]).judge(place).assertion();
      boolean[] gold = {fields[4].equals("Negated"), fields[5].equals("Historical"), fields[5].equals("Not particular"), !fields[6].equals("Patient")};
      boolean[] got = {read.negated(), read.temporality() == Temporality.HISTORICAL, read.temporality() == Temporality.HYPOTHETICAL, read.subject() != Subject.PATIENT};
      for (int axis = 0; axis < 4; axis++) {
        counts[axis][gold[axis] ? (got[axis] ? 0 : 2) : 1] += gold[axis] || got[axis] ? 1 : 0;
      }
    }
    for (int axis = 0; axis < 4; axis++) {
      int[] c = counts[axis];
      System.out.printf("{\"figure\": \"F1 %s\", \"value\": %.3f, \"tp\": %d, \"fp\": %d, \"fn\": %d, \"left_out\": %d}%n", axes[axis], 2.0 * c[0] / (2 * c[0] + c[1] + c[2]), c[0], c[1], c[2], lost);
    }
  }

  /** The marked concept stands in capitals. */
  private static Span place(String sentence, String concept) {
    for (String form : List.of(concept.toUpperCase(), concept)) {
      Matcher matcher = Pattern.compile(Pattern.quote(form).replaceAll("\\s+", "\\\\E\\\\s+\\\\Q"), Pattern.CASE_INSENSITIVE * (form.equals(concept) ? 1 : 0)).matcher(sentence);
      if (matcher.find()) {
        return new Span(matcher.start(), matcher.end());
      }
    }
    return null;
  }

  private static void clinicians(Path folder, String which, ConditionCoder coder) throws IOException {
    for (String name : List.of("clinicians.txt", "fresh-phrases.txt", "fresh-phrases-2.txt", "fresh-phrases-3.txt", "heldout3-phrases.txt", "heldout4-phrases.txt")) {
      phrases(folder.resolve(name), name + ", " + which, coder);
    }
  }

  private static void phrases(Path file, String which, ConditionCoder coder) throws IOException {
    int all = 0;
    int first = 0;
    int five = 0;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      Set<String> right = Set.of(line.substring(line.indexOf('|') + 1).split(","));
      Coding coding = coder.code(line.substring(0, line.indexOf('|')));
      boolean hit = coding.chosen() != null && right.contains(coding.chosen().code());
      all++;
      first += hit ? 1 : 0;
      if (!hit && TELL) {
        System.err.println(which + ": " + line + " -> " + coding.chosen() + " " + coding.candidates().stream().limit(5).map(Candidate::code).toList());
      }
      five += hit || coding.candidates().stream().limit(5).map(Candidate::code).anyMatch(right::contains) ? 1 : 0;
    }
    System.out.printf("{\"figure\": \"clinicians' phrases, %s\", \"phrases\": %d, \"top1\": %.3f, \"top5\": %.3f}%n", which, all, first / (double) all, five / (double) all);
  }

  /** Official inclusion terms lead back to a code that has the term, or one below it. */
  private static void inclusionTerms(TermIndex index) {
    TermTable table = index.table();
    Map<String, Set<String>> owners = new HashMap<>();
    for (Term term : table.terms()) {
      if (term.source() == Term.Source.SYNONYM) {
        owners.computeIfAbsent(term.text(), key -> new HashSet<>()).add(table.concepts().get(term.concept()).code());
      }
    }
    List<String> terms = new ArrayList<>(owners.keySet());
    Collections.sort(terms);
    Random random = new Random(SEED);
    Collections.shuffle(terms, random);
    terms = terms.subList(0, Math.min(SAMPLE, terms.size()));
    terms.subList(0, 500).forEach(term -> index.search(term, 10, false)); // warm up
    for (int slips = 0; slips <= 2; slips++) {
      int right = 0;
      long[] nanos = new long[terms.size()];
      for (int i = 0; i < terms.size(); i++) {
        String asked = terms.get(i);
        for (int k = 0; k < slips; k++) {
          asked = slip(asked, random);
        }
        long start = System.nanoTime();
        List<Candidate> found = index.search(asked, 10, false);
        nanos[i] = System.nanoTime() - start;
        boolean hit = !found.isEmpty() && owners.get(terms.get(i)).stream().anyMatch(found.get(0).code()::startsWith);
        right += hit ? 1 : 0;
      }
      Arrays.sort(nanos);
      System.out.printf("{\"figure\": \"inclusion terms, %d slips\", \"terms\": %d, \"top1\": %.4f, \"p50_ms\": %.2f, \"p95_ms\": %.2f}%n", slips, terms.size(), right / (double) terms.size(), nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * .95)] / 1e6);
    }
  }

  private static String slip(String text, Random random) {
    int at = random.nextInt(text.length());
    char letter = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + letter + text.substring(at);
      case 2 -> text.substring(0, at) + letter + text.substring(at + 1);
      default -> at + 1 >= text.length() ? text + letter : text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    };
  }

  private static void speed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      System.err.println("no notes at " + folder);
      return;
    }
    List<String> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        notes.add(Files.readString(file));
      }
    }
    NoteReader reader = new NoteReader(new Lexicon(new DrugCoder(BuiltIn.table(CodeSystem.RXNORM))));
    long[] nanos = new long[notes.size() * 100];
    for (int round = 0; round < 200; round++) {
      notes.forEach(reader::read); // warm up
    }
    long began = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      reader.read(notes.get(i % notes.size()));
      nanos[i] = System.nanoTime() - start;
    }
    double perSecond = nanos.length / ((System.nanoTime() - began) / 1e9);
    Arrays.sort(nanos);
    System.out.printf("{\"figure\": \"reading SOAP notes, one thread\", \"notes_per_s\": %.0f, \"p50_ms\": %.2f, \"p95_ms\": %.2f}%n", perSecond, nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * .95)] / 1e6);
  }
}
