package io.unichart.platform.database;

import io.unichart.platform.StartRefused;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One database, as both drivers are told of it. Read from a libpq-style URL ({@code
 * postgresql://user:password@host:port/database?sslmode=require}); user and password may be
 * percent-encoded, and a password may hold {@code @}, {@code /} or {@code #} as it stands, since
 * the last {@code @} ends it.
 *
 * @param standIn whether a plain-SQL stand-in for pgvector may be used
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    String sslMode,
    @Nullable String sslRootCert,
    Map<String, String> options,
    boolean standIn) {

  private static final Pattern SCHEME =
      Pattern.compile("^(?:jdbc:|r2dbc:)?(?:postgresql|postgres)(?:\\+[a-z0-9]+)?://(.*)$");
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  public DatabaseAddress {
    options = Map.copyOf(options);
  }

  /**
   * Reads a URL.
   *
   * @throws StartRefused with a line that says what is wrong with it, without repeating it
   */
  public static DatabaseAddress parse(String url, @Nullable Path passwordFile) {
    Matcher scheme = SCHEME.matcher(url.strip());
    if (!scheme.matches()) {
      throw new StartRefused(
          "DATABASE_URL must look like postgresql://user:password@host:5432/database?sslmode=…");
    }
    String rest = scheme.group(1);
    int at = rest.lastIndexOf('@');
    String credentials = at < 0 ? "" : rest.substring(0, at);
    String place = at < 0 ? rest : rest.substring(at + 1);
    int question = place.indexOf('?');
    Map<String, String> options =
        question < 0 ? new LinkedHashMap<>() : options(place.substring(question + 1));
    String path = question < 0 ? place : place.substring(0, question);
    int slash = path.indexOf('/');
    String hostAndPort = slash < 0 ? path : path.substring(0, slash);
    String database = slash < 0 ? "" : decode(path.substring(slash + 1));

    int colon = credentials.indexOf(':');
    String user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
    String password = colon < 0 ? null : decode(credentials.substring(colon + 1));
    user = user.isEmpty() ? options.getOrDefault("user", "") : user;
    password = password == null ? options.get("password") : password;
    if ((password == null || password.isEmpty()) && passwordFile != null) {
      password = firstLine(passwordFile);
    }
    if (user.isEmpty()) {
      throw new StartRefused("DATABASE_URL names no user");
    }
    if (database.isEmpty()) {
      throw new StartRefused("DATABASE_URL names no database after the host");
    }

    String host = hostAndPort;
    int port = 5432;
    Matcher withPort = Pattern.compile("^(.*):([0-9]+)$").matcher(hostAndPort);
    if (withPort.matches() && !(hostAndPort.startsWith("[") && hostAndPort.endsWith("]"))) {
      host = withPort.group(1);
      port = port(withPort.group(2));
    }
    if (host.isEmpty()) {
      throw new StartRefused("DATABASE_URL names no host");
    }
    String sslMode =
        options
            .getOrDefault("sslmode", options.getOrDefault("ssl", "prefer"))
            .toLowerCase(Locale.ROOT);
    if (!SSL_MODES.contains(sslMode)) {
      throw new StartRefused(
          "sslmode in DATABASE_URL must be one of disable, allow, prefer, require, verify-ca,"
              + " verify-full");
    }
    return new DatabaseAddress(
        host, port, database, user, password, sslMode, options.get("sslrootcert"), options, false);
  }

  /** The JDBC URL, without credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database);
  }

  /** What the JDBC driver is told beside the URL. */
  public Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("sslmode", sslMode);
    if (sslRootCert != null) {
      properties.setProperty("sslrootcert", sslRootCert);
    }
    properties.setProperty("ApplicationName", "unichart");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", WatchfulSockets.class.getName());
    properties.setProperty("connectTimeout", "5");
    return properties;
  }

  /** Host, port and database: fit for a log line. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }

  private static int port(String digits) {
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw new StartRefused("the port in DATABASE_URL must be between 1 and 65535");
    }
    return port;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        options.put(
            decode(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
            decode(pair.substring(equals + 1)));
      }
    }
    return options;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new StartRefused("DATABASE_PASSWORD_FILE names a file that cannot be read", e);
    }
  }
}
