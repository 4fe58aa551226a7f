package io.unichart.matching;

import io.unichart.matching.Features.Feature;
import io.unichart.matching.Features.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of equality that brings records together: they agree on each of some properties. Many
 * strict rules rather than few loose ones; each survives another kind of damage (a typing error, a
 * swapped or changed name, a move, a missing field).
 *
 * @param name for people, such as {@code family_name.sound + birth_date.year}
 */
record BlockingKey(String name, List<Feature> features) {

  private static final String[] RULES = {
    "ID",
    "EM",
    "PH",
    "FX DX",
    "GR DX",
    "PAIR PX",
    "PAIR DY",
    "PAIR CX",
    "PAIR SX",
    "PAIR",
    "WORDS",
    "DX PX",
    "DX SX",
    "DX HX",
    "DX CX",
    "DX GI",
    "DX FI",
    "DX PA",
    "DX",
    "DS PSND",
    "DS GI PX",
    "DS FS",
    "DS GS",
    "PSND DY",
    "PSND PX",
    "PSND",
    "GH FH DY",
    "GH FH",
    "GH FH PX",
    "DM GR",
    "DM FX",
    "DD GR",
    "DD FX",
    "DM FS GI",
    "DD FS GI",
    "DY GR PX",
    "DY FX PX",
    "DY PX",
    "DY GR FI",
    "DY FX GI",
    "DY GR CX",
    "DY FX CX",
    "SX HX",
    "SX GR",
    "SX FX",
    "SX PX",
    "SX DY",
    "HX PX",
    "HX FX",
    "HX GR CX",
    "PX FX",
    "PX GR",
    "PX FS",
    "PX GS",
    "PX DM",
    "PX DD",
    "CX FX",
    "CX GR",
    "CX DM",
    "CX DD",
    "CX FS GI",
    "CX GS FI",
    "PA FX GI",
    "PA GR FI",
    "EU",
    "PT",
    "XX FX",
    "XX GR",
    "XX DX",
    "XX DY GI",
    "XX DY FI",
    "XX PX",
    "XX DD",
    "XX DM",
    "FX",
    "GX",
    "PX",
    "SX",
    "CX",
    "XX",
    "DY GR",
    "DY FX",
    "DM",
    "FS GI",
    "GR FI"
  };

  /** What pays for itself among a million records: each rule needs several things to agree. */
  private static final String[] STRICT_RULES = {
    "ID",
    "EM",
    "PH",
    "FX DX",
    "GR DX",
    "PAIR PX",
    "PAIR DY",
    "PAIR CX",
    "PAIR",
    "DX PX",
    "DX HX",
    "DX CX",
    "DX GI",
    "DS FS",
    "DS GS",
    "PSND DY",
    "PSND PX",
    "GH FH DY",
    "GH FH PX",
    "DM GR",
    "DM FX",
    "DD GR",
    "DD FX",
    "DY GR PX",
    "DY FX PX",
    "DY PX",
    "SX HX",
    "HX PX",
    "PX FX",
    "PX GR",
    "CX FX",
    "CX DD",
    "CX DM",
    "PA FX GI",
    "PA GR FI",
    "XX DX",
    "XX PX",
    "XX FX"
  };

  /** The rules that the fields at hand allow, in order of trust; texts and identifiers each. */
  static List<BlockingKey> of(List<Field> fields, boolean strict) {
    return of(fields, strict ? STRICT_RULES : RULES);
  }

  static List<BlockingKey> of(List<Field> fields, String... rules) {
    Map<String, BlockingKey> keys = new LinkedHashMap<>();
    for (String rule : rules) {
      for (int extra = 0; extra < fields.size(); extra++) {
        Role role = fields.get(extra).role();
        boolean repeated = rule.startsWith("ID") || rule.startsWith("XX");
        boolean fits = rule.startsWith("ID") ? role == Role.IDENTIFIER : role == Role.TEXT;
        if (repeated && fits || !repeated && extra == 0) {
          List<Feature> features = features(rule, extra, fields);
          if (!features.isEmpty()) {
            String name = name(features, fields);
            keys.putIfAbsent(name, new BlockingKey(name, features));
          }
        }
      }
    }
    return List.copyOf(keys.values());
  }

  private static List<Feature> features(String rule, int extra, List<Field> fields) {
    List<Feature> features = new ArrayList<>();
    for (String part : rule.split(" ")) {
      Feature feature =
          switch (part) {
            case "ID" -> new Feature(Role.IDENTIFIER, extra, Kind.EXACT);
            case "XX" -> new Feature(Role.TEXT, extra, Kind.EXACT);
            case "EM" -> feature(Role.EMAIL, Kind.EXACT, fields);
            case "EU" -> feature(Role.EMAIL, Kind.USER, fields);
            case "PH" -> feature(Role.PHONE, Kind.EXACT, fields);
            case "PT" -> feature(Role.PHONE, Kind.TAIL, fields);
            case "PAIR" -> feature(Role.GIVEN_NAME, Kind.PAIR, fields);
            case "PSND" -> feature(Role.GIVEN_NAME, Kind.PAIR_SOUND, fields);
            case "WORDS" -> feature(Role.GIVEN_NAME, Kind.WORDS, fields);
            case "GX" -> feature(Role.GIVEN_NAME, Kind.EXACT, fields);
            case "GR" -> feature(Role.GIVEN_NAME, Kind.ROOT, fields);
            case "GS" -> feature(Role.GIVEN_NAME, Kind.SOUND, fields);
            case "GH" -> feature(Role.GIVEN_NAME, Kind.HEAD, fields);
            case "GI" -> feature(Role.GIVEN_NAME, Kind.INITIAL, fields);
            case "FX" -> feature(Role.FAMILY_NAME, Kind.EXACT, fields);
            case "FS" -> feature(Role.FAMILY_NAME, Kind.SOUND, fields);
            case "FH" -> feature(Role.FAMILY_NAME, Kind.HEAD, fields);
            case "FI" -> feature(Role.FAMILY_NAME, Kind.INITIAL, fields);
            case "DX" -> feature(Role.BIRTH_DATE, Kind.EXACT, fields);
            case "DY" -> feature(Role.BIRTH_DATE, Kind.YEAR, fields);
            case "DM" -> feature(Role.BIRTH_DATE, Kind.YEAR_MONTH, fields);
            case "DD" -> feature(Role.BIRTH_DATE, Kind.MONTH_DAY, fields);
            case "DS" -> feature(Role.BIRTH_DATE, Kind.SORTED, fields);
            case "PX" -> feature(Role.POSTAL_CODE, Kind.EXACT, fields);
            case "PA" -> feature(Role.POSTAL_CODE, Kind.AREA, fields);
            case "CX" -> feature(Role.CITY, Kind.EXACT, fields);
            case "SX" -> feature(Role.STREET, Kind.EXACT, fields);
            case "HX" -> feature(Role.HOUSE_NUMBER, Kind.EXACT, fields);
            default -> throw new IllegalStateException(part);
          };
      if (feature.field() < 0) {
        return List.of();
      }
      features.add(feature);
    }
    return features;
  }

  private static Feature feature(Role role, Kind kind, List<Field> fields) {
    int field = -1;
    for (int f = fields.size() - 1; f >= 0; f--) {
      if (fields.get(f).role() == role) {
        field = f;
      }
    }
    boolean joint = kind == Kind.PAIR || kind == Kind.PAIR_SOUND || kind == Kind.WORDS;
    boolean family = fields.stream().anyMatch(f -> f.role() == Role.FAMILY_NAME);
    return new Feature(role, joint && !family ? -1 : field, kind);
  }

  private static String name(List<Feature> features, List<Field> fields) {
    StringBuilder out = new StringBuilder();
    for (Feature f : features) {
      out.append(out.length() == 0 ? "" : " + ");
      boolean joint =
          f.kind() == Kind.PAIR || f.kind() == Kind.PAIR_SOUND || f.kind() == Kind.WORDS;
      out.append(joint ? "names" : fields.get(f.field()).name());
      out.append('.').append(f.kind().name().toLowerCase(java.util.Locale.ROOT));
    }
    return out.toString();
  }

  /** Which fields say nothing about a pair that this key brought together: they agree by design. */
  boolean[] masked(List<Field> fields) {
    boolean[] masked = new boolean[fields.size()];
    for (Feature feature : features) {
      boolean joint = feature.kind().ordinal() >= Kind.PAIR.ordinal();
      for (int f = 0; f < masked.length; f++) {
        Role role = fields.get(f).role();
        masked[f] |= f == feature.field();
        masked[f] |= joint && (role == Role.FAMILY_NAME || role == Role.MIDDLE_NAME);
        masked[f] |= role == Role.GENDER && feature.role() == Role.GIVEN_NAME;
      }
    }
    return masked;
  }
}
