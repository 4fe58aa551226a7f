package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

  private static Statement that(String text, String part) {
    return Statements.of(text).stream()
        .filter(statement -> statement.text().contains(part))
        .findFirst()
        .orElseThrow();
  }

  private static String leadOf(Statement statement) {
    return Objects.requireNonNull(statement.lead()).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Weighed monthly.\n| Date | Weight |\n|---|---|\n| 03/09/2025 | 151 |\n| 15/10/2025 | 156 |\n",
        "Weighed monthly.\nDate\tWeight\n03/09/2025\t151\n15/10/2025\t156\n\nNext page",
        "Weighed monthly.\n\nDate          Weight   Pulse\n03/09/2025    151      80\n15/10/2025    156      82\n"
      })
  void aRowOfATableIsReadWithTheHeadOfTheTable(String text) {
    Statement row = that(text, "156");

    assertThat(row.isRow()).isTrue();
    assertThat(leadOf(row)).startsWith("Date").contains("Weight");
    assertThat(row.headings()).last().asString().contains("Weight");
    assertThat(text.substring(row.start(), row.end())).isEqualTo(row.text());
  }

  @Test
  void theRuleUnderATablesHeadIsNoStatement() {
    assertThat(Statements.of("| What | When |\n|:---|---:|\n| Feet | yearly |\n"))
        .extracting(Statement::text)
        .containsExactly("What | When", "Feet | yearly");
  }

  @Test
  void whatFollowsATableDoesNotStandInIt() {
    assertThat(that("A\tB\nx\t1\ny\t2\n\nReturn in May.", "Return").lead()).isNull();
  }

  @Test
  void aLineOfAPrescriptionIsReadWithItsDrug() {
    String text = "Fluticasone 50 mcg spray\nDispense: 1 bottle\nRefills: 2\n\nRefills: none";

    assertThat(leadOf(that(text, "Refills: 2"))).isEqualTo("Fluticasone 50 mcg spray");
    assertThat(that(text, "Refills: none").lead()).isNull();
  }

  @Test
  void aSentenceThatRefersBackIsReadWithTheOneBefore() {
    String text = "There is a sore on the heel. It is about 2 cm wide.\nIt hurts.";

    assertThat(leadOf(that(text, "2 cm"))).isEqualTo("There is a sore on the heel.");
    assertThat(that(text, "hurts").lead()).isNull();
  }

  @Test
  void whoeverIsNotASentenceBackHasNoLead() {
    List<Statement> statements = Statements.of("This policy applies to all. These rules hold.");

    assertThat(statements).hasSize(2).allMatch(statement -> statement.lead() == null);
  }
}
