package io.unichart.terminology;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.platform.telemetry.NotedSteps;
import io.unichart.platform.telemetry.Step;
import io.unichart.terminology.TerminologyProperties.Nlm;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** The services of NLM, as they answer and as they fail. */
class NlmTest {

  private static final String ICD = "/icd/search";
  private static final String EXACT = "/REST/rxcui.json";
  private static final String ALIKE = "/REST/approximateTerm.json";

  private static final String SCURVY =
      """
      [3,["E54","T59.811A","B83.0"],null,
       [["B83.0","Visceral larva migrans"],["E54","Ascorbic acid deficiency"],
        ["E64.2","Sequelae of vitamin C deficiency"]]]
      """;

  private static WireMockServer server;
  private static DatabaseClient database;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NotedSteps spans = new NotedSteps();

  @BeforeAll
  static void start() {
    server = new WireMockServer(wireMockConfig().dynamicPort());
    server.start();
    database = TerminologyDatabase.migrated().client();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void forget() {
    server.resetAll();
    StepVerifier.create(database.sql("truncate terminology_nlm_answer").then()).verifyComplete();
  }

  private Terminology terminology(Nlm mode) {
    return terminology(TerminologyDatabase.settings(mode, server.baseUrl()));
  }

  private Terminology terminology(TerminologyProperties settings) {
    return new Terminology(
        new io.unichart.terminology.Nlm(
            settings, database, JsonMapper.builder().build(), Clock.systemUTC(), meters, spans));
  }

  @SuppressWarnings("unchecked")
  private static <T> T informed(Terminology terminology, Supplier<T> work) {
    T[] result = (T[]) new Object[1];
    StepVerifier.create(terminology.informed(work))
        .consumeNextWith(value -> result[0] = value)
        .expectComplete()
        .verify(Duration.ofSeconds(20));
    return result[0];
  }

  private static Coding condition(Terminology terminology, String phrase) {
    return informed(terminology, () -> terminology.codeCondition(phrase));
  }

  private static Coding drug(Terminology terminology, String name, String strength) {
    return informed(terminology, () -> terminology.codeDrug(name, strength, "", false));
  }

  private static void answers(String path, ResponseDefinitionBuilder response) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(response));
  }

  private static int requests() {
    return server.getAllServeEvents().size();
  }

  private double failures(String kind) {
    return meters.get("unichart.terminology.nlm.failures").tag("kind", kind).counter().count();
  }

  @Test
  void offNoPhraseLeavesTheHouse() {
    Terminology off = terminology(Nlm.OFF);

    condition(off, "vitamin c deficiency sequelae of long ago");
    informed(off, () -> off.search(CodeSystem.ICD10CM, "nonsense beyond words", 5, true));
    drug(off, "unobtainium", "5 mg");

    assertThat(requests()).isZero();
  }

  @Test
  void asFallbackItAnswersWhereTheTablesCannot() {
    answers(ICD, okJson(SCURVY));
    Terminology fallback = terminology(Nlm.FALLBACK);

    Coding coding = condition(fallback, "sequelae of vitamin C deficiency");

    assertThat(coding.chosen().code()).isEqualTo("E64.2");
    assertThat(coding.chosen().method()).isEqualTo("NLM Clinical Tables");
    assertThat(coding.version()).isEqualTo("NLM Clinical Tables");
    assertThat(coding.candidates()).extracting(Candidate::code).contains("E54", "B83.0");
    server.verify(
        getRequestedFor(urlPathEqualTo(ICD))
            .withQueryParam("sf", equalTo("code,name"))
            .withQueryParam("terms", equalTo("sequelae of vitamin c deficiency")));
  }

  @Test
  void aTraceIsToldWhichServiceIsAskedAndNotForWhat() {
    answers(ICD, okJson(SCURVY));
    answers(EXACT, aResponse().withStatus(404));
    Terminology fallback = terminology(Nlm.FALLBACK);

    condition(fallback, "sequelae of vitamin C deficiency");
    drug(fallback, "unobtainium", "5 mg");

    assertThat(spans.begun())
        .extracting(Step::name)
        .containsExactly("GET icd10cm search", "GET rxnorm rxcui");
    assertThat(spans.begun())
        .allSatisfy(
            step ->
                assertThat(step.told())
                    .containsOnlyKeys("http.request.method", "server.address")
                    .containsEntry("server.address", "localhost"));
    assertThat(spans.faults()).containsExactly("refused");
  }

  @Test
  void asFallbackItIsNotAskedForWhatTheTablesKnow() {
    Coding coding = condition(terminology(Nlm.FALLBACK), "hypertension");

    assertThat(coding.chosen().code()).isEqualTo("I10");
    assertThat(requests()).isZero();
  }

  @Test
  void firstItGoesBeforeTheTables() {
    answers(ICD, okJson("[1,[\"I15.9\"],null,[[\"I15.9\",\"Hypertension, secondary\"]]]"));
    Terminology first = terminology(Nlm.FIRST);

    List<Candidate> found =
        informed(first, () -> first.search(CodeSystem.ICD10CM, "secondary hypertension", 5, true));

    assertThat(found.get(0).code()).isEqualTo("I15.9");
  }

  @Test
  void theCandidatesAreRankedAgainstTheWholePhrase() {
    answers(
        ICD,
        okJson(
            """
            [3,["Q1","Q2"],null,[["S92.001A","Fracture of right calcaneus"],
             ["S92.002A","Fracture of left calcaneus"],["S92.003A","Fracture of calcaneus"]]]
            """));

    Coding coding = condition(terminology(Nlm.FIRST), "fracture of the left calcaneus");

    assertThat(coding.chosen().code()).isEqualTo("S92.002A");
  }

  @Test
  void anAnswerIsAskedForOnceByAllReplicas() {
    answers(ICD, okJson(SCURVY));

    condition(terminology(Nlm.FALLBACK), "sequelae of vitamin C deficiency");
    Coding other = condition(terminology(Nlm.FALLBACK), "Sequelae of vitamin C deficiency");

    assertThat(other.chosen().code()).isEqualTo("E64.2");
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void thePhraseItselfIsNotStored() {
    answers(ICD, okJson(SCURVY));

    condition(terminology(Nlm.FALLBACK), "sequelae of vitamin C deficiency");

    StepVerifier.create(
            database
                .sql("select octet_length(phrase) as n from terminology_nlm_answer")
                .map(row -> row.get("n", Integer.class))
                .all())
        .expectNext(32)
        .verifyComplete();
  }

  @Test
  void aMedicineIsFoundByItsExactName() {
    answers(EXACT, okJson("{\"idGroup\":{\"name\":\"x\",\"rxnormId\":[\"4301\"]}}"));
    answers(
        "/REST/rxcui/4301/properties.json",
        okJson(
            """
            {"properties":{"rxcui":"4301","name":"fenoterol","synonym":"","tty":"IN",
             "language":"ENG","suppress":"N","umlscui":""}}
            """));

    Coding coding = drug(terminology(Nlm.FALLBACK), "fenoterol", "");

    assertThat(coding.chosen().code()).isEqualTo("4301");
    assertThat(coding.chosen().method()).isEqualTo("RxNav, exact name");
    server.verify(0, getRequestedFor(urlPathEqualTo(ALIKE)));
  }

  @Test
  void aMedicineWithoutAnExactNameIsFoundByTheMostAlike() {
    answers(EXACT, okJson("{\"idGroup\":{\"name\":\"fenotrol\"}}"));
    answers(
        ALIKE,
        okJson(
            """
            {"approximateGroup":{"inputTerm":"fenotrol","candidate":[
             {"rxcui":"4301","rxaui":"12","score":"11.5","rank":"1","name":"fenoterol",
              "source":"RXNORM"},
             {"rxcui":"4301","rxaui":"13","score":"11.5","rank":"1","source":"ATC"},
             {"rxcui":"999","rxaui":"14","score":"3.1","rank":"2","source":"MMSL"}]}}
            """));
    answers(
        "/REST/rxcui/4301/properties.json",
        okJson("{\"properties\":{\"rxcui\":\"4301\",\"name\":\"fenoterol\",\"tty\":\"IN\"}}"));
    answers("/REST/rxcui/999/properties.json", okJson("{}"));

    Coding coding = drug(terminology(Nlm.FALLBACK), "fenotrol", "");

    assertThat(coding.chosen().code()).isEqualTo("4301");
    assertThat(coding.chosen().method()).isEqualTo("RxNav, approximate");
    assertThat(coding.candidates()).hasSize(1);
  }

  @Test
  void awayTheTablesAnswerAloneAndTheServiceIsLeftAloneAfterAWhile() {
    server.stubFor(get(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    Terminology fallback = terminology(Nlm.FALLBACK);

    for (int i = 0; i < 8; i++) {
      assertThat(condition(fallback, "nothing of the kind " + i).chosen()).isNull();
    }

    assertThat(requests()).as("four attempts, each repeated once").isEqualTo(8);
    assertThat(failures("away")).isEqualTo(4);
    assertThat(failures("open")).isEqualTo(4);
  }

  @Test
  void slowItCostsTheTimeOutAndNoMore() {
    answers(ICD, okJson(SCURVY).withFixedDelay(20_000));
    Terminology fallback =
        terminology(
            TerminologyDatabase.settings(Nlm.FALLBACK, server.baseUrl(), Duration.ofMillis(300)));

    StepVerifier.create(
            fallback.informed(() -> fallback.codeCondition("sequelae of vitamin C deficiency")))
        .expectNextCount(1)
        .expectComplete()
        .verify(Duration.ofSeconds(10));

    assertThat(failures("timeout")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void refusedForItsRateItIsNotAskedAgain(int status) {
    answers(ICD, aResponse().withStatus(status).withBody("Too many requests"));
    Terminology fallback = terminology(Nlm.FALLBACK);

    condition(fallback, "nothing of the kind 1");
    condition(fallback, "nothing of the kind 2");

    assertThat(requests()).isEqualTo(1);
    assertThat(failures("rate")).isEqualTo(1);
    assertThat(failures("open")).isEqualTo(1);
  }

  @Test
  void aPassingFailureIsRepeated() {
    server.stubFor(
        get(urlPathEqualTo(ICD))
            .inScenario("passing")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(503))
            .willSetStateTo("well"));
    server.stubFor(
        get(urlPathEqualTo(ICD))
            .inScenario("passing")
            .whenScenarioStateIs("well")
            .willReturn(okJson(SCURVY)));

    Coding coding = condition(terminology(Nlm.FALLBACK), "sequelae of vitamin C deficiency");

    assertThat(coding.chosen().code()).isEqualTo("E64.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sorry</html>",
        "[1,2]",
        "{}",
        "[1,[],null,[[\"E54\"]]]",
        "[1,[],null,[[7,8]]]",
        "[1,[],null,{\"a\":1}]",
        "[1,[],null,[[\"E54\""
      })
  void aMalformedAnswerIsNone(String body) {
    answers(ICD, aResponse().withHeader("Content-Type", "application/json").withBody(body));
    Terminology fallback = terminology(Nlm.FALLBACK);

    assertThat(condition(fallback, "sequelae of vitamin C deficiency").version())
        .isEqualTo("built-in 2026");
    assertThat(failures("malformed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"idGroup\":7}", "{\"idGroup\":{\"rxnormId\":[\"12; drop\"]}}"})
  void aMalformedAnswerAboutAMedicineIsNone(String body) {
    answers(EXACT, okJson(body));

    assertThat(drug(terminology(Nlm.FALLBACK), "fenoterol", "").chosen()).isNull();
    assertThat(failures("malformed")).isEqualTo(1);
  }

  @Test
  void whatIsNoCodeIsNotOffered() {
    answers(ICD, okJson("[1,[],null,[[\"DROP TABLE\",\"Sequelae of vitamin C deficiency\"]]]"));

    Coding coding = condition(terminology(Nlm.FALLBACK), "sequelae of vitamin C deficiency");

    assertThat(coding.candidates()).extracting(Candidate::code).doesNotContain("DROP TABLE");
  }
}
