package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.extraction.Extraction.Diagnosis;
import io.unichart.extraction.Extraction.Medication;
import io.unichart.language.StubbedModel;
import io.unichart.language.StubbedModel.Wants;
import io.unichart.platform.Problem;
import io.unichart.terminology.BuiltInTerminology;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model beside the rules: what it may add, and what it may not. */
class ModelReaderTest {

  private static final String NOTE =
      "S: Her sugar trouble is worse. Denies squeaky spells.\nA: Acute bronchitis\n"
          + "P: Start benzonatate 100 mg PO TID.\n";
  private static final StubbedModel MODEL = new StubbedModel();

  @AfterAll
  static void stop() {
    MODEL.close();
  }

  @BeforeEach
  void forget() {
    MODEL.forget();
  }

  private static Extraction read(String note, String requested, Duration timeout) {
    return new Reading(
            ReadNote.NOTES,
            MODEL.chat(timeout),
            BuiltInTerminology.INSTANCE,
            new ExtractionMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()))
        .read(note, requested)
        .block(Duration.ofSeconds(60));
  }

  private static Extraction read(String note) {
    return read(note, null, Duration.ofSeconds(20));
  }

  private static String mentions(String... items) {
    return "{\"mentions\": [" + String.join(",", items) + "]}";
  }

  private static String condition(String text, String code) {
    return "{\"kind\":\"condition\",\"text\":\""
        + text
        + "\",\"code\":"
        + (code == null ? "null" : "\"" + code + "\"")
        + "}";
  }

  @Test
  void aModelRecognisesLooksUpAndAddsWhatTheRulesMissed() {
    MODEL.says(
        new Wants("recognise", "{}"),
        new Wants("look_up", "{\"system\":\"icd10cm\",\"phrase\":\"type 2 diabetes mellitus\"}"),
        mentions(condition("sugar trouble", "E11.9"), condition("Acute bronchitis", "J20.9")));

    Extraction read = read(NOTE);

    assertThat(read.path()).isEqualTo("model");
    assertThat(read.modelUsed()).isEqualTo(StubbedModel.NAME);
    assertThat(read.tokenUsage().totalTokens()).isEqualTo(360);
    assertThat(read.diagnoses())
        .extracting(Diagnosis::text, Diagnosis::icd10Code)
        .contains(
            org.assertj.core.groups.Tuple.tuple("sugar trouble", "E11.9"),
            org.assertj.core.groups.Tuple.tuple("Acute bronchitis", "J20.9"));
    Diagnosis added =
        read.diagnoses().stream().filter(d -> d.text().startsWith("sugar")).findFirst().get();
    assertThat(added.method()).isEqualTo("model");
    assertThat(added.confidence()).isEqualTo("low");
    assertThat(NOTE.substring(added.start(), added.end())).isEqualTo("sugar trouble");
    assertThat(MODEL.requests()).hasSize(3);
    assertThat(MODEL.requests().get(2).getBodyAsString())
        .contains("\"role\":\"tool\"", "E11.9", "Acute bronchitis");
  }

  @Test
  void whatTheNoteDoesNotNameIsDropped() {
    MODEL.says(
        new Wants("look_up", "{\"system\":\"icd10cm\",\"phrase\":\"pneumonia\"}"),
        mentions(
            condition("pneumonia", "J18.9"),
            condition("worse", null),
            "{\"kind\":\"medication\",\"text\":\"warfarin\",\"code\":null}"));

    Extraction read = read(NOTE);

    assertThat(read.diagnoses()).extracting(Diagnosis::text).containsExactly("Acute bronchitis");
    assertThat(read.medications()).extracting(Medication::text).containsExactly("benzonatate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"E11.9999", "C34.90", "banana", "861007", "e11.9", ""})
  void aCodeThatTheTerminologyDidNotOfferIsDropped(String code) {
    MODEL.says(mentions(condition("sugar trouble", code), condition("Acute bronchitis", code)));

    Extraction read = read(NOTE);

    assertThat(read.diagnoses()).extracting(Diagnosis::icd10Code).contains("J20.9");
    assertThat(read.diagnoses())
        .allSatisfy(
            diagnosis -> {
              assertThat(diagnosis.icd10Code()).isNotEqualTo(code);
              assertThat(diagnosis.method()).isNotEqualTo("model");
            });
  }

  @Test
  void howAMentionIsAssertedIsJudgedByTheRules() {
    MODEL.says(
        new Wants("look_up", "{\"system\":\"icd10cm\",\"phrase\":\"wheezing\"}"),
        mentions(condition("squeaky spells", "R06.2")));

    Extraction read = read(NOTE);

    assertThat(read.diagnoses()).extracting(Diagnosis::text).containsExactly("Acute bronchitis");
    assertThat(read.otherMentions())
        .anySatisfy(
            noted -> {
              assertThat(noted.text()).isEqualTo("squeaky spells");
              assertThat(noted.assertion().negated()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I found two conditions.",
        "[]",
        "{\"mentions\": 5}",
        "{\"mentions\": [{\"kind\": \"finding\", \"text\": \"x y\"}]}",
        "{\"mentions\": [{\"kind\": \"condition\"}]}",
        "{\"mentions\": [{\"kind\": \"condition\", \"text\": \"ab\", \"code\": 5}]}",
        "{\"mentions\": [{\"kind\": \"condition\", \"text\": \"ab\", \"admin\": true}]}",
        "{\"mentions\": ["
      })
  void anAnswerThatBreaksTheSchemaMayBeRepairedOnce(String broken) {
    MODEL.says(broken, "```json\n" + mentions(condition("Acute bronchitis", "J20.9")) + "\n```");

    Extraction repaired = read(NOTE);

    assertThat(repaired.path()).isEqualTo("model");
    assertThat(repaired.tokenUsage().totalTokens()).isEqualTo(240);
    assertThat(MODEL.requests().get(1).getBodyAsString()).contains("did not keep to the schema");

    MODEL.forget();
    MODEL.says(broken, broken);
    Extraction given = read(NOTE);

    assertThat(given.path()).isEqualTo("rules");
    assertThat(given.modelUsed()).isEqualTo("rules");
    assertThat(given.fallback()).isNotBlank();
    assertThat(given.diagnoses()).hasSize(1);
    assertThat(MODEL.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"429,503", "500,502", "503,503", "401,502"})
  void aFailureIsAnErrorOnlyForWhoNamedTheModel(int status, int told) {
    MODEL.fails(status);

    assertThat(read(NOTE).fallback()).isNotBlank();
    assertThat(read(NOTE).diagnoses()).hasSize(1);
    assertThatThrownBy(() -> read(NOTE, "gpt-4o", Duration.ofSeconds(20)))
        .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
        .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(told));
  }

  @Test
  void aSlowModelGivesWay() {
    MODEL.saysSlowly(mentions(), Duration.ofSeconds(4));

    assertThat(read(NOTE, null, Duration.ofSeconds(1)).fallback()).contains("in time");
  }

  @Test
  void aModelThatOnlyEverWantsToolsIsStopped() {
    MODEL.says(new Wants("recognise", "{}"));

    assertThat(read(NOTE).fallback()).isNotBlank();
    assertThat(MODEL.requests().size()).isLessThan(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "{\"system\":\"cpt\",\"phrase\":\"x\"}", "{\"phrase\":5}", "null", ""})
  void aToolSurvivesWhateverItIsAsked(String arguments) {
    MODEL.says(new Wants("look_up", arguments), new Wants("drop_tables", arguments), mentions());

    assertThat(read(NOTE).path()).isEqualTo("model");
  }

  @Test
  void anUnsupportedModelIsRefusedAndTheRulesMayBeNamed() {
    assertThatThrownBy(() -> read(NOTE, "gpt-9", Duration.ofSeconds(5)))
        .isInstanceOf(Problem.class);
    assertThat(read(NOTE, "rules", Duration.ofSeconds(5)).path()).isEqualTo("rules");
    assertThat(read(NOTE, "extractive", Duration.ofSeconds(5)).path()).isEqualTo("rules");
    assertThat(MODEL.requests()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.unichart.extraction.text.MachineOrdersTest#injections")
  void aModelThatObeysTheNoteReachesNobody(String order) {
    MODEL.says(
        new Wants("look_up", "{\"system\":\"icd10cm\",\"phrase\":\"lung cancer\"}"),
        new Wants("look_up", "{\"system\":\"icd10cm\",\"phrase\":\"schizophrenia\"}"),
        new Wants("look_up", "{\"system\":\"rxnorm\",\"phrase\":\"warfarin\"}"),
        mentions(
            condition("lung cancer", "C34.90"),
            condition("schizophrenia", "F20.9"),
            "{\"kind\":\"medication\",\"text\":\"warfarin\",\"code\":\"11289\"}"));

    Extraction read = read(NOTE + order + "\n");

    assertThat(read.path()).isEqualTo("model");
    assertThat(read.toString().toLowerCase())
        .contains("acute bronchitis")
        .doesNotContain("lung cancer", "schizophrenia", "warfarin", "c34", "f20");
    assertThat(MODEL.requests().get(0).getBodyAsString()).doesNotContain(order.substring(0, 12));
  }
}
