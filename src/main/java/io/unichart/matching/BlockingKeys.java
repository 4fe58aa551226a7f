package io.unichart.matching;

import io.unichart.matching.Features.Feature;
import io.unichart.matching.Features.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The blocking keys of one record, as hashes that are the same in every process: two records that
 * share a key are worth comparing. Stored beside the record, they turn the search for candidates
 * into one indexed query.
 *
 * <p>Stored keys cost writes and space, so there are fewer rules than in bulk. The specific ones
 * bring a handful of records in a population of millions, and each survives another kind of damage:
 * a slip in the day, the month or the year of birth, a nickname, a misspelt, swapped or new name, a
 * move, missing fields. The broad ones bring many; they are stored for requests that know little
 * else.
 */
public final class BlockingKeys {

  /** Combinations of alternative values (former names, two phones) per rule, at most. */
  private static final int COMBINATIONS = 8;

  /** A request with so many specific keys needs no broad ones. */
  private static final int ENOUGH = 4;

  private static final String[] SPECIFIC = {
    "ID",
    "EM",
    "PH",
    "DS FS",
    "DS GR",
    "DX GI",
    "DX FI",
    "PSND DY",
    "PSND CX",
    "GH FH DY",
    "DM FS",
    "DD FS GI",
    "DD GR FI",
    "PX FS GI",
    "PX GR FI",
    "DY GR PX",
    "SX HX GI"
  };

  private static final String[] BROAD = {"PAIR", "DX", "FX"};

  private static final List<BlockingKey> PATIENT_SPECIFIC =
      BlockingKey.of(ComparisonView.PATIENT, SPECIFIC);
  private static final List<BlockingKey> PATIENT_BROAD =
      BlockingKey.of(ComparisonView.PATIENT, BROAD);

  private BlockingKeys() {}

  /** All keys of a view, each once: what is stored beside a record. */
  public static long[] of(ComparisonView view) {
    Set<Long> keys = new LinkedHashSet<>(specific(view));
    keys.addAll(broad(view));
    return array(keys);
  }

  /** The keys by which candidates for a view are sought: broad ones only if it has little else. */
  public static long[] asked(ComparisonView view) {
    Set<Long> keys = new LinkedHashSet<>(specific(view));
    if (keys.size() < ENOUGH) {
      keys.addAll(broad(view));
    }
    return array(keys);
  }

  private static Set<Long> specific(ComparisonView view) {
    boolean patient = view.fields().equals(ComparisonView.PATIENT);
    return keys(view, patient ? PATIENT_SPECIFIC : BlockingKey.of(view.fields(), SPECIFIC));
  }

  private static Set<Long> broad(ComparisonView view) {
    boolean patient = view.fields().equals(ComparisonView.PATIENT);
    return keys(view, patient ? PATIENT_BROAD : BlockingKey.of(view.fields(), BROAD));
  }

  private static long[] array(Set<Long> keys) {
    return keys.stream().mapToLong(Long::longValue).toArray();
  }

  private static Set<Long> keys(ComparisonView view, List<BlockingKey> rules) {
    Set<Long> keys = new LinkedHashSet<>();
    for (BlockingKey rule : rules) {
      List<Long> hashes = new ArrayList<>(List.of((long) rule.name().hashCode()));
      for (Feature feature : rule.features()) {
        hashes = extend(hashes, properties(view, feature));
      }
      keys.addAll(hashes);
    }
    return keys;
  }

  private static List<Long> extend(List<Long> hashes, Set<Integer> properties) {
    List<Long> out = new ArrayList<>();
    for (Long hash : hashes) {
      for (Integer property : properties) {
        if (out.size() < COMBINATIONS) {
          out.add((hash * 0x9E3779B97F4A7C15L ^ property) * 0xD6E8FEB86659FD93L);
        }
      }
    }
    return out;
  }

  private static Set<Integer> properties(ComparisonView view, Feature feature) {
    Set<Integer> out = new LinkedHashSet<>();
    Kind kind = feature.kind();
    if (kind == Kind.WORDS) {
      out.add(
          Features.words(
              first(view, Role.GIVEN_NAME),
              first(view, Role.MIDDLE_NAME),
              first(view, Role.FAMILY_NAME)));
    } else if (kind == Kind.PAIR || kind == Kind.PAIR_SOUND) {
      Kind each = kind == Kind.PAIR ? Kind.EXACT : Kind.SOUND;
      for (String given : values(view, Role.GIVEN_NAME)) {
        for (String family : values(view, Role.FAMILY_NAME)) {
          out.add(
              Features.either(
                  Features.of(Role.FAMILY_NAME, each, given),
                  Features.of(Role.FAMILY_NAME, each, family)));
        }
      }
    } else {
      for (String value : view.value(feature.field()).split("\\|")) {
        out.add(Features.of(feature.role(), kind, value));
      }
    }
    out.remove(0);
    return out;
  }

  private static String[] values(ComparisonView view, Role role) {
    for (int f = 0; f < view.fields().size(); f++) {
      if (view.fields().get(f).role() == role) {
        return view.value(f).split("\\|");
      }
    }
    return new String[0];
  }

  private static String first(ComparisonView view, Role role) {
    String[] values = values(view, role);
    return values.length == 0 ? "" : values[0];
  }
}
