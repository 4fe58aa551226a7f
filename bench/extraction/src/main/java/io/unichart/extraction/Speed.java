package io.unichart.extraction;

import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.FullTables;
import io.unichart.terminology.Terminology;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The whole extraction of a note, codes included, and fuzzy look-up, in the process: {@code java …
 * Speed NOTES TABLES PHRASES}. Tells the wall time and the CPU time of one thread; the latter does not
 * depend on what else the machine does.
 */
public final class Speed {

  private Speed() {}

  public static void main(String[] arguments) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    Terminology terminology = FullTables.of(Path.of(arguments[1]));
    Notes notes = new Notes(terminology);
    run("extraction of a SOAP note", 1_200, i -> notes.extract(texts.get(i % texts.size())));
    Random random = new Random(7);
    List<String> phrases = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[2]))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        StringBuilder phrase = new StringBuilder(line.split("\\|")[0]);
        phrase.setCharAt(random.nextInt(phrase.length()), (char) ('a' + random.nextInt(26)));
        phrases.add(phrase.toString());
      }
    }
    run(
        "look-up in ICD-10-CM, one slip",
        1_040,
        i -> terminology.search(CodeSystem.ICD10CM, phrases.get(i % phrases.size()), 10, true));
  }

  private static void run(String what, int rounds, IntConsumer work) {
    for (int i = 0; i < rounds; i++) {
      work.accept(i); // warm up
    }
    var threads = ManagementFactory.getThreadMXBean();
    long[] wall = new long[rounds];
    long[] cpu = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      long cpuBegan = threads.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      work.accept(i);
      wall[i] = System.nanoTime() - began;
      cpu[i] = threads.getCurrentThreadCpuTime() - cpuBegan;
    }
    double mean = Arrays.stream(cpu).average().orElse(0) / 1e6;
    Arrays.sort(wall);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "{\"figure\": \"%s\", \"runs\": %d, \"cpu_mean_ms\": %.2f, \"cpu_p95_ms\": %.2f, \"wall_p50_ms\": %.2f, \"wall_p95_ms\": %.2f, \"per_cpu_s\": %.0f}%n",
        what, rounds, mean, cpu[(int) (rounds * .95)] / 1e6, wall[rounds / 2] / 1e6,
        wall[(int) (rounds * .95)] / 1e6, 1000 / mean);
  }
}
