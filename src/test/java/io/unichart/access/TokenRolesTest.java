package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
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
        "system/*.read                                    | READER",
        "system/*.rs                                      | READER",
        "user/Patient.rs user/DocumentReference.rs        | READER",
        "user/Patient.read user/DocumentReference.read    | READER",
        "user/Patient.* user/DocumentReference.*          | READER CLINICIAN INTEGRATOR",
        "user/*.read user/DocumentReference.write         | READER CLINICIAN",
        "user/*.read user/Patient.write                   | READER",
        "system/*.rs system/Patient.cu system/*.d         | READER",
        "user/*.rs patient/*.cruds launch offline_access  | READER",
        "user/*.cruds                                     | READER CLINICIAN INTEGRATOR",
        "user/*.rs user/DocumentReference.cu              | READER CLINICIAN",
        "system/AuditEvent.rs                             | AUDITOR",
        "openid system/*.*                                | READER CLINICIAN INTEGRATOR"
      })
  void smartScopesAmountToRoles(String scope, String expected) {
    assertThat(of(Map.of("scope", scope)).stream().sorted().map(Enum::name))
        .isEqualTo(List.of(expected.split(" ")));
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
