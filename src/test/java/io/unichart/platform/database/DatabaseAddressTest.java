package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @Test
  void aUrlNamesHostPortDatabaseUserAndTls() {
    var address =
        DatabaseAddress.parse(
            "postgresql://ann:s3cret@db.example:6432/chart?sslmode=require", null);

    assertThat(address.host()).isEqualTo("db.example");
    assertThat(address.port()).isEqualTo(6432);
    assertThat(address.database()).isEqualTo("chart");
    assertThat(address.user()).isEqualTo("ann");
    assertThat(address.password()).isEqualTo("s3cret");
    assertThat(address.sslMode()).isEqualTo("require");
    assertThat(address.standIn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p%40ss%2Fw%3Ard@h/d,p@ss/w:rd",
    "postgresql://u:p@ss/w#rd@h/d,p@ss/w#rd",
    "postgresql://u:a+b@h/d,a+b",
    "postgresql://u:100%@h/d,100%",
    "postgresql+asyncpg://u:x?y@h/d,x?y"
  })
  void aPasswordMayHoldSpecialCharactersEncodedOrNot(String url, String password) {
    var address = DatabaseAddress.parse(url, null);

    assertThat(address.password()).isEqualTo(password);
    assertThat(address.host()).isEqualTo("h");
    assertThat(address.port()).isEqualTo(5432);
    assertThat(address.database()).isEqualTo("d");
  }

  @Test
  void thePasswordMayStandInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from file\n");

    assertThat(DatabaseAddress.parse("postgresql://u@h/d", file).password()).isEqualTo("from file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:topsecret@h/d",
        "postgresql://:topsecret@h/d",
        "postgresql://u:topsecret@h",
        "postgresql://u:topsecret@h:99999/d",
        "postgresql://u:topsecret@h/d?sslmode=maybe",
        "nonsense"
      })
  void aWrongUrlIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url, null))
        .isInstanceOf(StartRefused.class)
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void theAddressPrintsNoCredential() {
    assertThat(DatabaseAddress.parse("postgresql://u:topsecret@h/d", null).toString())
        .isEqualTo("h:5432/d");
  }
}
