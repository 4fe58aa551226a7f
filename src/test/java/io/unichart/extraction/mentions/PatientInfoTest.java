package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the patient is, among numbers that look like an age and letters that look like a sex. */
class PatientInfoTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VS: T 98.6 F, BP 120/80, HR 80",
        "T 98 F",
        "T98F, no cough",
        "T: 99 F, P 80",
        "Temp 102F at home.",
        "Tmax 102 f overnight",
        "Fever to 103 F at home, given Tylenol.",
        "Temp was 101 F this morning",
        "Afebrile at 98 F, HR 72",
        "101 F temp at home x 2 days",
        "BP 120/80, HR 80, RR 16, T 99 F, SpO2 98%",
        "Temp 37 M",
        "Wt 72 F/U 2 weeks",
        "Ht 170 M",
        "Bed 12 M.",
        "F/U in 3 M",
        "Father had MI at age 50.",
        "3-week-old laceration on the hand"
      })
  void whatIsMeasuredIsNeitherAgeNorSex(String note) {
    PatientInfo patient = PatientInfo.of(note);

    assertThat(patient.age()).isNull();
    assertThat(patient.gender()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "45F with chest pain                          | 45           | female",
        "45 M c/o abd pain                            | 45           | male",
        "34f with cough, T 98.6 F                     | 34           | female",
        "T 101 F P 110 R 20. 34 yo M with cough.      | 34           | male",
        "98 F with confusion, T 100.2 F               | 98           | female",
        "CC: fever. 34 F with fever to 102 F.         | 34           | female",
        "Pulse 88, 34F w/ palpitations                | 34           | female",
        "67yoM with SOB                               | 67           | male",
        "A/P: 33yo G3P1011 @ 28+4                      | 33           | female",
        "10 mo F brought by dad for fever             | 10-month-old | female",
        "6wk M with poor feeding                      | 6-week-old   | male",
        "34 yo F, RTC 3 mo F/U                        | 34           | female",
        "Sex: F Age: 45                               | 45           | female",
        "3-week-old male with fever to 101 F          | 3-week-old   | male",
        "Temperature: 99 F (oral). Male patient age 22. | 22         | male"
      })
  void ageAndSexAreReadBesideTemperatures(String note, String age, String sex) {
    PatientInfo patient = PatientInfo.of(note);

    assertThat(patient.age()).isEqualTo(age);
    assertThat(patient.gender()).isEqualTo(sex);
  }
}
