package io.unichart.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which codes stand below which: in ICD-10-CM a code is below its every prefix. */
final class Hierarchy {

  private final TreeMap<String, Concept> billable = new TreeMap<>();

  Hierarchy(TermTable table) {
    if (table.system() == CodeSystem.ICD10CM) {
      for (Concept concept : table.concepts()) {
        if (concept.billable()) {
          billable.put(concept.code().replace(".", ""), concept);
        }
      }
    }
  }

  List<Concept> below(String code) {
    String prefix = code.replace(".", "");
    return new ArrayList<>(billable.subMap(prefix, true, prefix + '\uffff', false).values());
  }

  /** The code below a header that adds nothing to it: the unspecified one, at first contact. */
  @Nullable Concept unspecifiedBelow(Concept header) {
    Concept best = null;
    int bestScore = Integer.MIN_VALUE;
    for (Concept concept : below(header.code())) {
      int score = plainness(concept) + (says(concept, header) ? 800 : 0);
      if (score > bestScore) {
        best = concept;
        bestScore = score;
      }
    }
    return best;
  }

  /** Whether its title has the header's own words, as "unspecified ectopic pregnancy" has. */
  private static boolean says(Concept concept, Concept header) {
    return Wording.stems(Wording.norm(concept.display()))
        .containsAll(Wording.stems(Wording.norm(header.display())));
  }

  private static int plainness(Concept concept) {
    String title = concept.display().toLowerCase(Locale.ROOT);
    int score = 0;
    for (int i = title.indexOf("unspecified"); i >= 0; i = title.indexOf("unspecified", i + 1)) {
      score += 10;
    }
    score += title.contains("without") ? 4 : 0;
    score +=
        title.contains("initial encounter for closed fracture")
            ? 6
            : title.contains("initial encounter") ? 5 : 0;
    score += title.contains("not intractable") ? 6 : 0;
    score += concept.code().endsWith("9") ? 3 : 0;
    score -= title.startsWith("other ") ? 3 : 0;
    return score * 100 - title.length();
  }
}
