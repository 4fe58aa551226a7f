package io.unichart.identity.search;

import io.r2dbc.spi.Readable;
import io.unichart.identity.search.Spellings.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The stored words in memory, never older than the question. They are read once, and before every
 * answer those that were stored since, by whichever process.
 *
 * <p>Since when is told by transactions, not by a clock: each word bears the number of the one that
 * stored it, and new are those whose transaction the snapshot of the last look did not show. So a
 * word is never passed over because its transaction took long, and a transaction that takes long
 * lets no word be read twice. Numbers beyond the snapshot's end can only come from another cluster
 * whose dump was read in here; those words were there from the beginning.
 */
@Component
class StoredSpellings {

  private static final Logger log = LoggerFactory.getLogger(StoredSpellings.class);

  /**
   * Some 45 MB, and once more while others are joined; a million generated patients have 100,000.
   */
  private static final int MOST_WORDS = 5_000_000;

  private static final int PAGE = 50_000;

  /** Words that came later are kept apart until there are so many, and an eighth of the others. */
  private static final int MOST_RECENT = 4_000;

  private final DatabaseClient database;
  private volatile Known known = Known.NOTHING;
  private final Mono<Boolean> loaded =
      Mono.defer(this::load).cacheInvalidateIf(alreadyThere -> false);

  StoredSpellings(DatabaseClient database) {
    this.database = database;
  }

  /**
   * What was read of the table.
   *
   * @param early nearly all words
   * @param recent those that came later, so that one more does not write all of them anew
   * @param shown the snapshot that shows them all, as PostgreSQL writes it
   */
  record Known(Spellings early, Spellings recent, String shown) {

    static final Known NOTHING = new Known(Spellings.NONE, Spellings.NONE, "1:1:");

    /** The words that are no more edits away, some of them perhaps twice. */
    List<Near> near(String typed, int most) {
      List<Near> found = new ArrayList<>(early.near(typed, most));
      found.addAll(recent.near(typed, most));
      return found;
    }

    /** Looks may end in another order than they began: then words of the later come once more. */
    private Known and(List<String> words, String later) {
      if (words.isEmpty() || early.size() + recent.size() >= MOST_WORDS) {
        return new Known(early, recent, later);
      }
      Spellings more = recent.with(words);
      return more.size() > MOST_RECENT && more.size() > early.size() / 8
          ? new Known(early.with(more.words()), Spellings.NONE, later)
          : new Known(early, more, later);
    }
  }

  /** All words that are stored when this is asked. */
  Mono<Known> now() {
    return loaded.then(Mono.defer(this::look));
  }

  /** Reads the words before anybody waits for them. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    now()
        .subscribe(
            read -> log.debug("The search knows {} words", read.early().size()),
            failure ->
                log.info(
                    "The words of the search are read when somebody searches ({})",
                    failure.getClass().getSimpleName()));
  }

  private Mono<Known> look() {
    return database
        .sql(
            """
            select pg_current_snapshot()::text as shown,
                   coalesce(string_agg(word, ' '), '') as words
            from search_word
            where written >= pg_snapshot_xmin(:shown::pg_snapshot)
              and written < pg_snapshot_xmax(pg_current_snapshot())
              and not pg_visible_in_snapshot(written, :shown::pg_snapshot)
            """)
        .bind("shown", known.shown())
        .map(row -> new Look(words(row), shown(row)))
        .one()
        .flatMap(
            look ->
                look.words().isEmpty()
                    ? Mono.just(take(look))
                    : Mono.fromCallable(() -> take(look)).subscribeOn(Schedulers.boundedElastic()));
  }

  private record Look(List<String> words, String shown) {}

  private synchronized Known take(Look look) {
    known = known.and(look.words(), look.shown());
    return known;
  }

  private static List<String> words(Readable row) {
    String words = Objects.requireNonNull(row.get("words", String.class));
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  private static String shown(Readable row) {
    return Objects.requireNonNull(row.get("shown", String.class));
  }

  /** Reads all words; whatever comes meanwhile is seen by the first look. */
  private Mono<Boolean> load() {
    return database
        .sql("select pg_current_snapshot()::text as shown")
        .map(StoredSpellings::shown)
        .one()
        .flatMap(this::load);
  }

  private Mono<Boolean> load(String shown) {
    Spellings.Builder words = new Spellings.Builder();
    return page("")
        .expand(read -> read.size() < PAGE ? Mono.empty() : page(read.get(read.size() - 1)))
        .take(MOST_WORDS / PAGE)
        .publishOn(Schedulers.boundedElastic(), 1)
        .doOnNext(read -> read.forEach(words::add))
        .then(
            Mono.fromCallable(
                () -> {
                  known = new Known(words.built(), Spellings.NONE, shown);
                  return true;
                }));
  }

  private Mono<List<String>> page(String after) {
    return database
        .sql("select word from search_word where word > :after order by word limit :page")
        .bind("after", after)
        .bind("page", PAGE)
        .map(row -> Objects.requireNonNull(row.get("word", String.class)))
        .all()
        .collectList();
  }
}
