package io.unichart.matching.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which given names stand for each other: William, Bill, Will. The table is our own ({@code
 * nicknames.txt}: one group a line, the formal name or names first, separated by {@code =}).
 *
 * <p>A short form may belong to several formal names (Pat: Patrick, Patricia); two names are
 * related when they share a group. {@link #root} gives one formal name for blocking.
 */
public final class Nicknames {

  private static final Map<String, Set<Integer>> GROUPS = new HashMap<>();
  private static final Map<String, String> ROOTS = new HashMap<>();

  static {
    try (InputStream in = Nicknames.class.getResourceAsStream("nicknames.txt")) {
      if (in == null) {
        throw new IllegalStateException("nicknames.txt is missing from the class path");
      }
      read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Nicknames() {}

  private static void read(BufferedReader lines) throws IOException {
    int group = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> names = new ArrayList<>();
      for (String side : line.split("=")) {
        for (String name : side.strip().split(" ")) {
          if (!name.isEmpty()) {
            names.add(name);
          }
        }
      }
      for (String name : names) {
        GROUPS.computeIfAbsent(name, n -> new HashSet<>(2)).add(group);
        ROOTS.putIfAbsent(name, names.get(0));
      }
      group++;
    }
  }

  /** Whether the table has a folded given name at all. */
  public static boolean isKnown(String name) {
    return GROUPS.containsKey(name);
  }

  /** Whether two folded given names share a group of the table. */
  public static boolean related(String a, String b) {
    Set<Integer> of = GROUPS.get(a);
    Set<Integer> other = of == null ? null : GROUPS.get(b);
    if (of == null || other == null) {
      return false;
    }
    for (Integer g : of) {
      if (other.contains(g)) {
        return true;
      }
    }
    return false;
  }

  /** The formal name of the first group that holds the name, or the name itself. */
  public static String root(String name) {
    return ROOTS.getOrDefault(name, name);
  }

  /** All short forms and formal names of a name's groups, for the generator of populations. */
  public static List<String> variants(String name) {
    List<String> all = new ArrayList<>();
    Set<Integer> of = GROUPS.getOrDefault(name, Set.of());
    GROUPS.forEach(
        (other, groups) -> {
          if (!other.equals(name) && groups.stream().anyMatch(of::contains)) {
            all.add(other);
          }
        });
    java.util.Collections.sort(all);
    return all;
  }
}
