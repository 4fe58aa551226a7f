package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.platform.ServiceTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database's BM25 against a plain one in Java that is told the same words. */
@ServiceTest
class WordRankingTest {

  private static final List<String> WORDS =
      List.of(
          "fever",
          "chills",
          "cough",
          "wheezing",
          "asthma",
          "diabetes",
          "insulin",
          "metformin",
          "fracture",
          "radius",
          "plaster",
          "headache",
          "aura",
          "vision",
          "rash",
          "itching",
          "penicillin",
          "allergy",
          "hypertension",
          "lisinopril",
          "ankle",
          "swelling",
          "kidney",
          "stone",
          "thyroid",
          "nodule",
          "anemia",
          "iron",
          "gout",
          "uric");

  @Autowired Documents documents;
  @Autowired LexicalLeg leg;
  @Autowired DataSource dataSource;

  private JdbcTemplate jdbc;
  private static final List<Long> ADDED = new ArrayList<>();

  private record Unit(long id, Map<String, Integer> counts, int length) {}

  @BeforeEach
  void aLibraryIsThere() {
    jdbc = new JdbcTemplate(dataSource);
    if (ADDED.isEmpty()) {
      Random random = new Random(20);
      for (int i = 0; i < 60; i++) {
        add(random, 5 + random.nextInt(400));
      }
    }
  }

  @Test
  void passagesAreRankedAsPlainBm25RanksThem() {
    Random random = new Random(21);
    List<Unit> passages = units("passage");
    for (int i = 0; i < 40; i++) {
      compare("passage", passages, question(random), 0.4);
    }
  }

  @Test
  void documentsAreRankedAsPlainBm25RanksThem() {
    Random random = new Random(22);
    List<Unit> whole = units("document");
    for (int i = 0; i < 40; i++) {
      compare("document", whole, question(random), 0.75);
    }
  }

  @Test
  void theCountsStayExactWhenDocumentsGoAndWhenTheyAreFolded() {
    Random random = new Random(23);
    long first = add(random, 200);
    long second = add(random, 100);
    documents.change(first, "Changed", "insulin insulin metformin and nothing else at all").block();
    documents.remove(second).block();

    assertCountsAreExact();
    // the service's own job may fold at the same moment, and then the last row is the next one's
    Awaitility.await().untilAsserted(this::nothingIsLeftToFold);
    assertCountsAreExact();
    compare("passage", units("passage"), "insulin for diabetes", 0.4);
  }

  @Test
  void theScoresOfGivenPassagesEqualTheirScoresInTheRanking() {
    String question = "metformin or insulin for diabetes with kidney stone";
    Map<Long, Double> ranked = new HashMap<>();
    leg.passages(question, 50, null).toIterable().forEach(m -> ranked.put(m.id(), m.score()));

    leg.fit(question, List.copyOf(ranked.keySet()))
        .toIterable()
        .forEach(
            fit -> {
              assertThat(fit.score()).isCloseTo(ranked.get(fit.passageId()), within(1e-6));
              assertThat(fit.share()).isBetween(0.0, 1.0);
              assertThat(fit.coverage()).isBetween(fit.share() / 1.9, 1.0);
            });
  }

  @Test
  void aScopedRankingIsTheWholeRankingWithoutTheOthers() {
    String question = "fever chills cough";
    List<Long> scope = ADDED.subList(10, 20);
    Map<Long, Long> documentOf = new HashMap<>();
    jdbc.query(
        "select id, document_id from passage",
        row -> {
          documentOf.put(row.getLong(1), row.getLong(2));
        });

    List<Long> scoped =
        leg.passages(question, 5, scope).map(LexicalLeg.Match::id).collectList().block();
    List<Long> all =
        leg.passages(question, 100_000, null)
            .map(LexicalLeg.Match::id)
            .filter(id -> scope.contains(documentOf.get(id)))
            .take(5)
            .collectList()
            .block();

    assertThat(scoped).isNotEmpty().isEqualTo(all);
  }

  @Test
  void accentsCaseAndPunctuationMakeNoDifference() {
    Document document =
        documents.add(Draft.of("Kinder", "Séjour for COVID-19/RSV; naïve T-cells, 2.5mg.")).block();

    for (String question : List.of("SEJOUR", "covid rsv", "naive", "t cells 5mg")) {
      assertThat(leg.documents(question, 10, List.of(document.id())).collectList().block())
          .as(question)
          .hasSize(1);
    }
  }

  @Test
  void aQuestionOfEmptyWordsFindsNothing() {
    assertThat(leg.passages("what is the", 10, null).collectList().block()).isEmpty();
    assertThat(leg.passages("?!'\\:&|()*", 10, null).collectList().block()).isEmpty();
  }

  private void nothingIsLeftToFold() {
    jdbc.queryForObject("select fold_word_counts()", Long.class);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from (select from word_frequency group by unit, word having count(*) > 1) as twice",
                Long.class))
        .isZero();
  }

  private long add(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      int skewed = (int) (WORDS.size() * Math.pow(random.nextDouble(), 2));
      text.append(WORDS.get(skewed)).append(random.nextInt(9) == 0 ? ". " : " ");
    }
    long id = documents.add(Draft.of("Note " + random.nextInt(100), text.toString())).block().id();
    ADDED.add(id);
    return id;
  }

  private static String question(Random random) {
    StringBuilder question = new StringBuilder("what about the");
    int words = 1 + random.nextInt(12);
    for (int i = 0; i < words; i++) {
      question.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return question.toString();
  }

  private List<Unit> units(String unit) {
    return jdbc.query(
        "select %1$s_id, words::text, length from %1$s_words".formatted(unit),
        (row, n) -> new Unit(row.getLong(1), counts(row.getString(2)), row.getInt(3)));
  }

  /** Reads {@code 'insulin':1,4 'gout':2}. */
  private static Map<String, Integer> counts(String vector) {
    Map<String, Integer> counts = new HashMap<>();
    for (String word : vector.split(" ")) {
      int colon = word.lastIndexOf(':');
      if (colon > 0) {
        counts.put(word.substring(1, colon - 1), word.substring(colon + 1).split(",").length);
      }
    }
    return counts;
  }

  private void compare(String unit, List<Unit> units, String question, double b) {
    String asked = jdbc.queryForObject("select word_vector(?)::text", String.class, question);
    Map<Long, Double> expected = bm25(units, counts(asked), b);
    int k = 10;
    List<Double> best =
        expected.values().stream().sorted(Comparator.reverseOrder()).limit(k).toList();

    List<LexicalLeg.Match> found =
        (unit.equals("passage")
                ? leg.passages(question, k, null)
                : leg.documents(question, k, null))
            .collectList()
            .block();

    assertThat(found).as(question).hasSameSizeAs(best);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).score()).as(question).isCloseTo(best.get(i), within(1e-6));
      assertThat(found.get(i).score())
          .as(question)
          .isCloseTo(expected.get(found.get(i).id()), within(1e-6));
    }
  }

  private static Map<Long, Double> bm25(List<Unit> units, Map<String, Integer> asked, double b) {
    double mean = units.stream().mapToInt(Unit::length).average().orElse(1);
    Map<Long, Double> scores = new LinkedHashMap<>();
    asked.forEach(
        (word, times) -> {
          long n = units.stream().filter(u -> u.counts().containsKey(word)).count();
          double idf = Math.log(1 + (units.size() - n + 0.5) / (n + 0.5));
          for (Unit unit : units) {
            int tf = unit.counts().getOrDefault(word, 0);
            if (tf > 0) {
              double norm = 0.9 * (1 - b + b * unit.length() / mean);
              scores.merge(unit.id(), times * idf * 1.9 * tf / (tf + norm), Double::sum);
            }
          }
        });
    return scores;
  }

  private void assertCountsAreExact() {
    for (String unit : Arrays.asList("passage", "document")) {
      assertThat(
              jdbc.queryForObject(
                  """
                  select count(*) from (
                    select word, sum(units) as units from word_frequency where unit = '%1$s' group by word
                    having sum(units) <> 0
                    except
                    select w, count(*) from %1$s_words, unnest(tsvector_to_array(words)) as w group by w
                  ) as wrong
                  """
                      .formatted(unit),
                  Long.class))
          .as("words whose count is wrong in unit " + unit)
          .isZero();
      assertThat(
              jdbc.queryForMap(
                  "select sum(units)::bigint as units, sum(length)::bigint as length from word_total where unit = ?",
                  unit))
          .isEqualTo(
              jdbc.queryForMap(
                  "select count(*) as units, sum(length)::bigint as length from %s_words"
                      .formatted(unit)));
    }
  }
}
