package io.unichart.identity.search;

import io.r2dbc.spi.Readable;
import io.unichart.matching.WordForms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The words that records hold, and which of them somebody may have meant by another. */
@Component
class Vocabulary {

  private static final int MOST_OTHERS = 20;
  private static final int MOST_HINTS = 4_000;
  private static final double CLOSE = 0.92;
  private static final double NEAR = 0.86;
  private static final double FAR = 0.78;

  /** Words that sound alike stand in the order of how alike they are written, all of them far. */
  private static final double HEARD = 0.05;

  private static final int MOST_REMEMBERED = 50_000;

  private final DatabaseClient database;

  /** Words that are in the table for good: none is ever taken out of it. */
  private final Set<String> stored = ConcurrentHashMap.newKeySet();

  Vocabulary(DatabaseClient database) {
    this.database = database;
  }

  /** Adds words, in their order, so that two transactions never wait for each other in a circle. */
  Mono<Void> add(Set<String> words) {
    String[] sorted =
        words.stream().filter(word -> !stored.contains(word)).sorted().toArray(String[]::new);
    if (sorted.length == 0) {
      return Mono.empty();
    }
    return database
        .sql(
            """
            select w.word, s.word is not null as stored,
                   s.xmin is distinct from pg_current_xact_id()::xid as settled
            from unnest(:words::text[]) as w (word) left join search_word s on s.word = w.word
            """)
        .bind("words", sorted)
        .map(this::unknown)
        .all()
        .filter(word -> !word.isEmpty())
        .collectList()
        .flatMap(this::addNew);
  }

  /** The word if it is not stored; what is stored for good is remembered. */
  private String unknown(Readable row) {
    String word = Objects.requireNonNull(row.get("word", String.class));
    if (!Boolean.TRUE.equals(row.get("stored", Boolean.class))) {
      return word;
    }
    if (Boolean.TRUE.equals(row.get("settled", Boolean.class))) {
      if (stored.size() >= MOST_REMEMBERED) {
        stored.clear();
      }
      stored.add(word);
    }
    return "";
  }

  private Mono<Void> addNew(List<String> words) {
    if (words.isEmpty()) {
      return Mono.empty();
    }
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(Comparator.naturalOrder());
    String[] keys =
        sorted.stream()
            .map(word -> "{" + String.join(",", texts(WordKeys.of(word))) + "}")
            .toArray(String[]::new);
    return database
        .sql(
            """
            insert into search_word (word, keys)
            select w, k::int[] from unnest(:words::text[], :keys::text[]) as new(w, k)
            order by w collate "C"
            on conflict do nothing
            """)
        .bind("words", sorted.toArray(String[]::new))
        .bind("keys", keys)
        .then();
  }

  private static List<String> texts(Integer[] keys) {
    List<String> out = new ArrayList<>(keys.length);
    for (Integer key : keys) {
      out.add(key.toString());
    }
    return out;
  }

  /**
   * What else typed words may mean.
   *
   * @param misspelt whether they may be misspelt, or be another form of a name (Bill, William)
   * @param heard whether they may only sound like it
   * @return for each word the stored words, with the tier that admits them
   */
  Mono<Map<String, Map<String, Tier>>> others(Set<String> typed, boolean misspelt, boolean heard) {
    Set<Integer> keys = new LinkedHashSet<>();
    Map<String, Set<String>> forms = new HashMap<>();
    for (String word : typed) {
      if (misspelt) {
        keys.addAll(WordKeys.neighbours(word));
        forms.put(word, Set.copyOf(WordForms.variants(word)));
      }
      if (heard) {
        keys.addAll(WordKeys.sounds(word));
      }
    }
    if (keys.isEmpty()) {
      return Mono.just(Map.of());
    }
    return database
        .sql("select word from search_word where keys && :keys::int[] limit :most")
        .bind("keys", keys.toArray(Integer[]::new))
        .bind("most", MOST_HINTS)
        .map(row -> row.get("word", String.class))
        .all()
        .collectList()
        .map(
            stored -> {
              Map<String, Map<String, Tier>> found = new HashMap<>();
              for (String word : typed) {
                found.put(
                    word, best(word, stored, forms.getOrDefault(word, Set.of()), misspelt, heard));
              }
              return found;
            });
  }

  private static Map<String, Tier> best(
      String word, List<String> stored, Set<String> forms, boolean misspelt, boolean heard) {
    record Other(String word, double likeness) {}
    Set<Integer> sounds = heard ? WordKeys.sounds(word) : Set.of();
    List<Other> others = new ArrayList<>();
    for (String form : forms) {
      others.add(new Other(form, CLOSE));
    }
    for (String candidate : stored) {
      if (candidate.equals(word) || forms.contains(candidate)) {
        continue;
      }
      double likeness = misspelt ? likeness(word, candidate) : 0;
      if (likeness < FAR && heard && soundsAlike(sounds, candidate)) {
        likeness = FAR + HEARD * WordForms.likeness(word, candidate);
      }
      if (likeness >= FAR) {
        others.add(new Other(candidate, likeness));
      }
    }
    others.sort(Comparator.comparingDouble(Other::likeness).reversed().thenComparing(Other::word));
    Map<String, Tier> best = new LinkedHashMap<>();
    for (Other other : others.subList(0, Math.min(MOST_OTHERS, others.size()))) {
      best.put(other.word(), tier(other.likeness()));
    }
    return best;
  }

  private static boolean soundsAlike(Set<Integer> sounds, String candidate) {
    return WordKeys.sounds(candidate).stream().anyMatch(sounds::contains);
  }

  private static Tier tier(double likeness) {
    return likeness >= CLOSE ? Tier.CLOSE : likeness >= NEAR ? Tier.NEAR : Tier.FAR;
  }

  /** How alike two words are written, 0 to 1; nothing beyond the edits that the keys allow. */
  private static double likeness(String typed, String stored) {
    int most = typed.length() >= 7 ? 2 : 1;
    if (WordForms.edits(typed, stored, most) > most) {
      return 0;
    }
    return Math.max(FAR, WordForms.likeness(typed, stored));
  }
}
