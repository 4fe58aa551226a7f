package io.unichart.terminology;

import java.util.Set;

/** Words that matter when a phrase is shortened to what the tables know. */
final class PhraseWords {

  /** Words that may be left out and leave the illness what it is. */
  static final Set<String> QUALIFIERS =
      words(
          """
          mild moderate severe stable controlled well poorly chronic acute recurrent new
          onset possible possibly probable probably likely suspected history hx known
          worsening worsened improving improved resolving resolved persistent
          intermittent left right bilateral l r newly diagnosed uncomplicated
          symptomatic asymptomatic longstanding long standing ongoing active past
          previous prior old remote subacute occasional frequent slight significant
          status post sp s p exacerbation flare nonspecific unspecified current presumed
          rule out ro concern concerning suspicious early late generalized diffuse
          benign simple advanced progressive some increased increasing decreased patient
          has continued questionable classic typical seasonal severely mildly extreme
          terrible bad really very daily nightly today problem problems issue issues
          episode episodes diagnosis dx treated untreated minor major big little recent
          a an the of to in lower upper side sided at rest disorder symptoms symptom
          complaint complaints chief management follow up followup evaluation for
          """);

  /** With one of these the whole is another thing than the illness in it. */
  static final Set<String> OTHERWISE =
      words(
          """
          sequela sequelae aftermath exposure exposed contact screening fear risk
          prophylaxis vaccine vaccination allergy allergic family carrier counseling
          """);

  /** Words of titles that add nothing to what was said. */
  static final Set<String> SAYS_NOTHING =
      words(
          """
          unspecified other specified not elsewhere classified disorder disease type
          encounter initial site without complication mention region organism
          uncomplicated status primary essential part bone body
          """);

  private PhraseWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
