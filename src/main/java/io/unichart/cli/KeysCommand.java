package io.unichart.cli;

import io.unichart.access.ApiKey;
import io.unichart.access.KeyLedger;
import io.unichart.access.Role;
import io.unichart.platform.StartRefused;
import io.unichart.platform.database.CommandDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes, lists and revokes keys in the service's database, also when nobody holds an
 * administrator's key any more: whoever reaches the database may do this.
 */
final class KeysCommand implements Command {

  private static final String USAGE =
      """
      usage: keys create --name NAME --role ROLE [--role ROLE] [--expires WHEN]
             keys list
             keys revoke --name NAME

        --name NAME     who calls with it; stands in audit and events
        --role ROLE     reader, clinician, integrator, steward, auditor or administrator
        --expires WHEN  a number of days (90d) or a time with zone (2027-12-31T00:00:00Z)
        --help          this text

      create prints the key, and it is the only time that anybody sees it; list prints one line of
      JSON for each key, without secrets. The database is that of DATABASE_URL
      (DATABASE_PASSWORD_FILE), else the embedded one. Exit code: 0 done, 1 failed, 2 wrong usage.
      """;
  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,4})d");
  private static final String BY = "command line";
  private static final int LONGEST_NAME = 100;

  private final Map<String, String> environment;
  private final Clock clock = Clock.systemUTC();

  KeysCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String summary() {
    return "make, list and revoke keys of callers";
  }

  private interface Act {
    int on(KeyLedger ledger);
  }

  @Override
  public int run(String[] args) {
    Act act;
    try {
      String verb = args.length == 0 ? "" : args[0];
      if (Arrays.asList(args).contains("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      Arguments arguments =
          new Arguments(
              args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length),
              switch (verb) {
                case "create" -> Set.of("--name", "--role", "--expires");
                case "revoke" -> Set.of("--name");
                default -> Set.of();
              },
              Set.of());
      act =
          switch (verb) {
            case "create" -> creation(arguments);
            case "revoke" -> revocation(called(arguments));
            case "list" -> KeysCommand::list;
            default -> throw new BadInput("say create, list or revoke");
          };
    } catch (BadInput e) {
      System.err.println("keys: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    try (CommandDatabase database = CommandDatabase.open(environment)) {
      return act.on(new KeyLedger(database.source(), clock));
    } catch (StartRefused e) {
      System.err.println("keys: " + e.getMessage());
      return 1;
    } catch (BadSqlGrammarException e) {
      System.err.println("keys: the database has no tables yet; start the service once");
      return 1;
    } catch (DataAccessException e) {
      System.err.println("keys: the database cannot be used");
      return 1;
    }
  }

  private static String called(Arguments arguments) {
    String name = arguments.needed("--name").strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new BadInput("--name must have 1 to " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private Act creation(Arguments arguments) {
    String name = called(arguments);
    if (ApiKey.isTaken(name)) {
      throw new BadInput("--name " + name + " means something else in the audit trail");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : arguments.all("--role")) {
      Role role = Role.of(word);
      if (role == null) {
        throw new BadInput("there is no role " + word);
      }
      roles.add(role);
    }
    if (roles.isEmpty()) {
      throw new BadInput("--role is missing");
    }
    OffsetDateTime expires = expires(arguments.one("--expires"));
    return ledger -> {
      String secret = ledger.create(name, roles, expires, BY);
      if (secret == null) {
        System.err.println("keys: a key in force has this name; revoke it, or choose another");
        return 1;
      }
      System.out.println(secret);
      return 0;
    };
  }

  private @Nullable OffsetDateTime expires(@Nullable String when) {
    if (when == null) {
      return null;
    }
    var days = DAYS.matcher(when);
    OffsetDateTime now = OffsetDateTime.now(clock);
    if (days.matches()) {
      return now.plus(Duration.ofDays(Long.parseLong(days.group(1))));
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(when);
      if (time.isAfter(now)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new BadInput("--expires must be days (90d) or a time to come (2027-12-31T00:00:00Z)");
  }

  private static int list(KeyLedger ledger) {
    JsonMapper json = JsonMapper.builder().build();
    for (ApiKey key : ledger.all()) {
      var line = json.createObjectNode();
      line.put("name", key.name());
      var roles = line.putArray("roles");
      key.roles().forEach(roles::add);
      line.put("created_at", key.createdAt().toString());
      line.put("created_by", key.createdBy());
      put(line, "expires_at", key.expiresAt());
      put(line, "last_used_at", key.lastUsedAt());
      put(line, "revoked_at", key.revokedAt());
      System.out.println(json.writeValueAsString(line));
    }
    return 0;
  }

  private static void put(
      tools.jackson.databind.node.ObjectNode line, String member, @Nullable OffsetDateTime time) {
    if (time != null) {
      line.put(member, time.toString());
    }
  }

  private static Act revocation(String name) {
    return ledger -> {
      if (ledger.revoke(name, BY)) {
        return 0;
      }
      System.err.println("keys: no key in force has this name");
      return 1;
    };
  }
}
