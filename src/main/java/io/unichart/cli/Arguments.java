package io.unichart.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of a command: {@code --name value}, {@code --name=value} and {@code --flag}. */
final class Arguments {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  Arguments(String[] args, Set<String> options, Set<String> flags) {
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      int equal = arg.indexOf('=');
      String name = equal > 0 ? arg.substring(0, equal) : arg;
      if (flags.contains(name) && equal < 0) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add("");
      } else if (options.contains(name)) {
        if (equal < 0 && i + 1 >= args.length) {
          throw new BadInput(name + " needs a value");
        }
        String value = equal > 0 ? arg.substring(equal + 1) : args[++i];
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      } else {
        throw new BadInput("unknown argument " + arg);
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  @Nullable String one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new BadInput(name + " is given twice");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  String needed(String name) {
    String value = one(name);
    if (value == null) {
      throw new BadInput(name + " is missing");
    }
    return value;
  }

  long number(String name, long otherwise, long least, long most) {
    String value = one(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long n = Long.parseLong(value.replace("_", ""));
      if (n >= least && n <= most) {
        return n;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInput(name + " must be a whole number from " + least + " to " + most);
  }

  double share(String name, double otherwise) {
    String value = one(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double n = Double.parseDouble(value);
      if (n >= 0 && n <= 100) {
        return n > 1 ? n / 100 : n;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInput(name + " must be a share: 0.2 or 20 (percent)");
  }
}
