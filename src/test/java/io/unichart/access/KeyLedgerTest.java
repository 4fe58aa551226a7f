package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import io.unichart.platform.TestDatabase;
import io.unichart.platform.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How a service gets its first administrator, and never two by accident. */
class KeyLedgerTest {

  private static final String FIRST = "first-secret-0123456789";
  private static final String SECOND = "second-secret-0123456789";

  private KeyLedger ledger;
  private JdbcTemplate jdbc;

  @BeforeEach
  void aDatabaseWithoutKeys() throws IOException {
    DatabaseAddress address = TestDatabase.fresh();
    var source = new DriverManagerDataSource(address.jdbcUrl(), address.jdbcProperties());
    jdbc = new JdbcTemplate(source);
    for (String migration :
        List.of("V150__remember_who_saw_and_changed_what.sql", "V190__admit_callers.sql")) {
      jdbc.execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
    }
    ledger = new KeyLedger(source, Clock.systemUTC());
  }

  @Test
  void theFirstStartNeedsAKeyAndSaysSoInOneLine() {
    assertThatThrownBy(() -> ledger.bootstrap(null, true))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SECURITY_BOOTSTRAP_KEY")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> ledger.bootstrap(null, false))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SECURITY_MODE is not set");
  }

  @Test
  void aKeyThatCouldBeGuessedIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> ledger.bootstrap("changeme", true))
        .isInstanceOf(StartRefused.class)
        .hasMessageNotContaining("changeme");
  }

  @Test
  void laterStartsNeedNoneAndTheSameOneChangesNothing() {
    ledger.bootstrap(FIRST, true);
    ledger.bootstrap(FIRST, true);
    ledger.bootstrap(null, true);

    assertThat(ledger.all())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.name()).isEqualTo("bootstrap");
              assertThat(key.roles()).containsExactly("administrator");
              assertThat(key.revokedAt()).isNull();
            });
  }

  @Test
  void anotherValueReplacesTheKeyAndGoingBackBringsItBack() {
    ledger.bootstrap(FIRST, true);
    ledger.bootstrap(SECOND, true);
    assertThat(inForce()).containsExactly(Secrets.hash(SECOND));

    ledger.bootstrap(FIRST, true);
    assertThat(inForce()).containsExactly(Secrets.hash(FIRST));
  }

  @Test
  void aKeyThatWasRevokedStaysRevoked() {
    ledger.bootstrap(FIRST, true);
    ledger.create("second", Set.of(Role.ADMINISTRATOR), null, "test");
    ledger.revoke("bootstrap", "second");

    ledger.bootstrap(FIRST, true);
    assertThat(ledger.all()).filteredOn(key -> key.name().equals("bootstrap")).hasSize(1);
    assertThat(inForce()).hasSize(1).doesNotContain(Secrets.hash(FIRST));

    ledger.revoke("second", "test");
    assertThatThrownBy(() -> ledger.bootstrap(FIRST, true))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("was revoked");
  }

  @Test
  void aNameInUseGetsNoSecondKey() {
    OffsetDateTime end = OffsetDateTime.parse("2099-01-01T00:00:00Z");

    String secret = ledger.create("importer", Set.of(Role.INTEGRATOR), end, "test");

    assertThat(secret).startsWith("unichart_");
    assertThat(ledger.create("importer", Set.of(Role.READER), null, "test")).isNull();
    assertThat(ledger.all()).singleElement().extracting(ApiKey::expiresAt).isEqualTo(end);
    assertThat(ledger.revoke("importer", "test")).isTrue();
    assertThat(ledger.revoke("importer", "test")).isFalse();
  }

  @Test
  void whatIsDoneBesideTheServiceStandsInTheTrail() {
    ledger.bootstrap(FIRST, true);
    ledger.create("importer", Set.of(Role.INTEGRATOR, Role.READER), null, "command line");
    ledger.create("importer", Set.of(Role.READER), null, "command line");
    ledger.revoke("importer", "command line");
    ledger.revoke("importer", "command line");
    ledger.bootstrap(SECOND, true);

    assertThat(
            jdbc.queryForList(
                """
                select user_id || ' ' || action || ' ' || entity_type || ' '
                  || (coalesce(new_values, old_values) ->> 'name')
                from audit_entry order by id
                """,
                String.class))
        .containsExactly(
            "system create key bootstrap",
            "command line create key importer",
            "command line delete key importer",
            "system delete key bootstrap",
            "system create key bootstrap");
    assertThat(
            jdbc.queryForList(
                "select entity_id from audit_entry where user_id = 'command line'", String.class))
        .hasSize(2)
        .containsOnly(
            jdbc.queryForObject("select id from api_key where name = 'importer'", String.class));
    assertThat(
            jdbc.queryForObject(
                "select new_values -> 'roles' from audit_entry where user_id = 'command line'"
                    + " order by id limit 1",
                String.class))
        .isEqualTo("[\"reader\", \"integrator\"]");
  }

  private List<byte[]> inForce() {
    return jdbc.queryForList("select hash from api_key where revoked_at is null", byte[].class);
  }
}
