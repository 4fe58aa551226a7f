package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStateTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08001", "53300", "53100", "57P01", "57P03", "58030", "99999"})
  void aServerThatCannotBeUsedNowMayBeAskedLater(String state) {
    assertThat(SqlState.isOfTheServer(state)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "57014", "23505", "22021", "28P01", "3D000", "42P01", "40001"})
  void aFaultOfTheStatementOrTheAddressDoesNotPassByItself(String state) {
    assertThat(SqlState.isOfTheServer(state)).isFalse();
  }
}
