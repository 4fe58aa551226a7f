package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRolesTest {

  private final TokenRoles roles =
      new TokenRoles(
          List.of("roles", "realm_access.roles"), List.of("MPI-Stewards=steward", "a=b=clinician"));

  @Test
  void aClaimHoldsRolesAsAListOrAsText() {
    assertThat(of(Map.of("roles", List.of("reader", "Auditor"))))
        .containsExactlyInAnyOrder(Role.READER, Role.AUDITOR);
    assertThat(of(Map.of("roles", "reader auditor")))
        .containsExactlyInAnyOrder(Role.READER, Role.AUDITOR);
  }

  @Test
  void dotsLeadIntoObjectsAndTheIssuersNamesHaveAMeaning() {
    assertThat(of(Map.of("realm_access", Map.of("roles", List.of("MPI-Stewards", "other")))))
        .containsExactly(Role.STEWARD);
    assertThat(of(Map.of("roles", List.of("a=b")))).containsExactly(Role.CLINICIAN);
  }

  @Test
  void aTokenWithoutRolesGivesNone() {
    assertThat(of(Map.of())).isEmpty();
    assertThat(of(Map.of("roles", List.of("king")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C/*.read                                      | READER",
        "C/*.rs                                        | READER",
        "C/Patient.rs C/DocumentReference.rs           | READER",
        "C/Patient.read C/DocumentReference.read       | READER",
        "C/Patient.* C/DocumentReference.*             | READER CLINICIAN INTEGRATOR",
        "C/*.read C/DocumentReference.write            | READER CLINICIAN",
        "C/*.read C/Patient.write                      | READER",
        "C/*.rs C/Patient.cu C/*.d                     | READER",
        "C/*.rs patient/*.cruds launch offline_access  | READER",
        "C/*.cruds                                     | READER CLINICIAN INTEGRATOR",
        "C/*.rs C/DocumentReference.cud                | READER CLINICIAN",
        "C/*.rs C/DocumentReference.cu                 | READER",
        "C/*.rs C/*.cu C/DocumentReference.d           | READER CLINICIAN INTEGRATOR",
        "C/*.rs C/DocumentReference.cud C/Patient.cu   | READER CLINICIAN INTEGRATOR",
        "C/AuditEvent.rs                               | AUDITOR",
        "openid C/*.*                                  | READER CLINICIAN INTEGRATOR"
      })
  void smartScopesAmountToRoles(String scopes, String expected) {
    String program = scopes.replace("C/", "system/");
    String person = scopes.replace("C/", "user/");

    assertThat(of(Map.of("scope", program)).stream().sorted().map(Enum::name))
        .isEqualTo(List.of(expected.split(" ")));
    Caller mayEverything =
        roles.caller(
            "s",
            Map.of(
                "roles", Arrays.stream(Role.values()).map(Role::word).toList(), "scope", person));
    assertThat(mayEverything.limit().stream().sorted().map(Enum::name))
        .isEqualTo(List.of(expected.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user/*.cruds", "user/*.rs", "user/*.*", "user/Patient.rs user/*.rs openid"})
  void whatAPersonsProgramMayDoIsNothingWithoutWhatThePersonMay(String scope) {
    Caller person = roles.caller("s", Map.of("scope", scope));

    assertThat(person.roles()).isEmpty();
    assertThat(person.has(Right.CALL)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"system/Patient.rs", "system/*.r", "system/*.write", "system/*.cud"})
  void aProgramsScopeForLessThanARoleReachesGivesNothing(String scope) {
    assertThat(of(Map.of("scope", scope))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient/*.rs",
        "user/Patient.rs",
        "user/*.r",
        "user/*.write",
        "user/*.cud",
        "user/*.",
        "user/Observation.rs",
        "system/AuditEvent.r",
        "user/*.rs?category=laboratory",
        "launch/patient openid"
      })
  void aScopeForLessThanARoleReachesGivesNothing(String scope) {
    assertThat(of(Map.of("scope", scope))).isEmpty();
  }

  @Test
  void scopesNarrowWhatThePersonMay() {
    Caller steward =
        roles.caller("s", Map.of("roles", List.of("steward"), "scope", "openid user/*.rs"));
    Caller onePatient =
        roles.caller("s", Map.of("roles", List.of("administrator"), "scope", "patient/*.rs"));
    Caller plain = roles.caller("s", Map.of("roles", List.of("steward"), "scope", "openid email"));

    assertThat(steward.has(Right.READ)).isTrue();
    assertThat(steward.has(Right.STEWARD_RECORDS)).isFalse();
    assertThat(onePatient.has(Right.CALL)).isFalse();
    assertThat(plain.has(Right.STEWARD_RECORDS)).isTrue();
  }

  @Test
  void aMeaningThatCannotBeReadStopsTheStart() {
    assertThatThrownBy(() -> new TokenRoles(List.of("roles"), List.of("nurses=nurse")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SECURITY_OIDC_ROLES");
  }

  private java.util.Set<Role> of(Map<String, Object> claims) {
    return roles.caller("subject", claims).roles();
  }
}
