package io.unichart.identity.search;

import io.r2dbc.spi.Readable;
import io.unichart.identity.search.Spellings.Near;
import io.unichart.identity.search.StoredSpellings.Known;
import io.unichart.matching.WordForms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The words that records hold, and which of them somebody may have meant by another. */
@Component
class Vocabulary {

  private static final int MOST_OTHERS = 20;
  private static final int MOST_HEARD = 4_000;

  /** Shorter words are misspelt by one edit at most: with two they would be anything. */
  private static final int TWICE_FROM = 7;

  private static final double CLOSE = 0.92;
  private static final double NEAR = 0.86;
  private static final double FAR = 0.78;

  /** Words that sound alike stand in the order of how alike they are written, all of them far. */
  private static final double HEARD = 0.05;

  private static final int MOST_REMEMBERED = 50_000;

  private final DatabaseClient database;
  private final StoredSpellings spellings;

  /** Words that are in the table for good: none is ever taken out of it. */
  private final Set<String> stored = ConcurrentHashMap.newKeySet();

  Vocabulary(DatabaseClient database, StoredSpellings spellings) {
    this.database = database;
    this.spellings = spellings;
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
    return database
        .sql(
            """
            insert into search_word (word, keys)
            select w, k::int[] from unnest(:words::text[], :keys::text[]) as new(w, k)
            order by w collate "C"
            on conflict do nothing
            """)
        .bind("words", sorted.toArray(String[]::new))
        .bind("keys", sorted.stream().map(Vocabulary::keys).toArray(String[]::new))
        .then();
  }

  /**
   * What else typed words may mean.
   *
   * @param misspelt whether they may be misspelt, or be another form of a name (Bill, William)
   * @param heard whether they may only sound like it
   * @return for each word the stored words, with the tier that admits them
   */
  Mono<Map<String, Map<String, Tier>>> others(Set<String> typed, boolean misspelt, boolean heard) {
    if (typed.isEmpty()) {
      return Mono.just(Map.of());
    }
    Mono<Known> known = misspelt ? spellings.now() : Mono.just(Known.NOTHING);
    Mono<Map<String, List<String>>> sounding = heard ? sounding(typed) : Mono.just(Map.of());
    return Mono.zip(
        known,
        sounding,
        (stored, alike) -> {
          Map<String, Map<String, Tier>> found = new HashMap<>();
          for (String word : typed) {
            found.put(word, best(word, misspelt, stored, alike.getOrDefault(word, List.of())));
          }
          return found;
        });
  }

  /** The stored words that share a sound with typed ones. */
  private Mono<Map<String, List<String>>> sounding(Set<String> typed) {
    List<String> words = List.copyOf(typed);
    return database
        .sql(
            """
            select typed.word,
                   (select string_agg(w.word, ' ')
                    from (select s.word from search_word s
                          where s.keys && typed.keys::int[] limit :most) as w) as alike
            from unnest(:words::text[], :keys::text[]) as typed (word, keys)
            """)
        .bind("words", words.toArray(String[]::new))
        .bind("keys", words.stream().map(Vocabulary::keys).toArray(String[]::new))
        .bind("most", MOST_HEARD)
        .map(
            row -> {
              String alike = row.get("alike", String.class);
              return Map.entry(
                  Objects.requireNonNull(row.get("word", String.class)),
                  alike == null ? List.<String>of() : List.of(alike.split(" ")));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The hashes of a word's sounds, as PostgreSQL reads an array. */
  private static String keys(String word) {
    return WordKeys.sounds(word).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Another word.
   *
   * @param rank words of few edits come first, however they look: of them it is most likely one
   * @param likeness how alike they are written, 0 to 1
   */
  private record Other(String word, int rank, double likeness) {}

  private static Map<String, Tier> best(
      String word, boolean misspelt, Known known, List<String> sounding) {
    Map<String, Other> others = new HashMap<>();
    if (misspelt) {
      for (String form : WordForms.variants(word)) {
        others.put(form, new Other(form, 1, CLOSE));
      }
      for (Near near : known.near(word, word.length() < TWICE_FROM ? 1 : 2)) {
        double likeness = Math.max(FAR, WordForms.likeness(word, near.word()));
        others.putIfAbsent(near.word(), new Other(near.word(), near.edits(), likeness));
      }
    }
    for (String alike : sounding) {
      double likeness = FAR + HEARD * WordForms.likeness(word, alike);
      others.putIfAbsent(alike, new Other(alike, Spellings.MOST_EDITS + 1, likeness));
    }
    others.remove(word);
    Map<String, Tier> best = new LinkedHashMap<>();
    others.values().stream()
        .sorted(
            Comparator.comparingInt(Other::rank)
                .thenComparing(Comparator.comparingDouble(Other::likeness).reversed())
                .thenComparing(Other::word))
        .limit(MOST_OTHERS)
        .forEach(other -> best.put(other.word(), tier(other.likeness())));
    return best;
  }

  private static Tier tier(double likeness) {
    return likeness >= CLOSE ? Tier.CLOSE : likeness >= NEAR ? Tier.NEAR : Tier.FAR;
  }
}
