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
 */
public final class BlockingKeys {

  /** Combinations of alternative values (former names, two phones) per rule, at most. */
  private static final int COMBINATIONS = 8;

  private BlockingKeys() {}

  /** The keys of a view, each once. */
  public static long[] of(ComparisonView view) {
    List<BlockingKey> rules = BlockingKey.of(view.fields(), false);
    Set<Long> keys = new LinkedHashSet<>();
    for (BlockingKey rule : rules) {
      if (rule.features().size() > 1 || isTelling(rule.features().get(0))) {
        List<Long> hashes = new ArrayList<>(List.of((long) rule.name().hashCode()));
        for (Feature feature : rule.features()) {
          hashes = extend(hashes, properties(view, feature));
        }
        keys.addAll(hashes);
      }
    }
    return keys.stream().mapToLong(Long::longValue).toArray();
  }

  /** One property is enough for numbers, dates and whole names, not for a town or a family name. */
  private static boolean isTelling(Feature feature) {
    return switch (feature.role()) {
      case IDENTIFIER, PHONE, EMAIL -> true;
      case BIRTH_DATE -> feature.kind() == Kind.EXACT;
      case GIVEN_NAME -> feature.kind().ordinal() >= Kind.PAIR.ordinal();
      default -> false;
    };
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
