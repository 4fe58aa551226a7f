package io.unichart.identity.record;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states, territories and freely associated states of the United States with the codes of the
 * Postal Service (USPS Publication 28, appendix B), and its codes for the armed forces.
 */
final class UsStates {

  private static final Map<String, String> CODES = new TreeMap<>();

  static {
    String table =
        """
        AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;
        DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;
        IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;
        MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;
        NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;
        NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;
        RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;
        VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;AS American Samoa;
        GU Guam;MP Northern Mariana Islands;PR Puerto Rico;VI Virgin Islands;
        FM Federated States of Micronesia;MH Marshall Islands;PW Palau;AA Armed Forces Americas;
        AE Armed Forces Europe;AP Armed Forces Pacific
        """;
    for (String entry : table.split(";")) {
      String[] codeAndName = entry.strip().split(" ", 2);
      CODES.put(codeAndName[0], codeAndName[0]);
      CODES.put(codeAndName[1].toUpperCase(Locale.ROOT), codeAndName[0]);
    }
    CODES.put("U.S. VIRGIN ISLANDS", "VI");
    CODES.put("US VIRGIN ISLANDS", "VI");
    CODES.put("MICRONESIA", "FM");
    CODES.put("WASHINGTON DC", "DC");
    CODES.put("D.C.", "DC");
  }

  private UsStates() {}

  /** The two-letter code for a code or a name in any case, or null if there is no such state. */
  static @Nullable String code(String state) {
    return CODES.get(state.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT));
  }
}
