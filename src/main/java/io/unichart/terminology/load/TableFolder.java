package io.unichart.terminology.load;

import io.unichart.platform.Sha256;
import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.TermTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with code tables: the publishers' files wherever they lie in it, recognised by name, or
 * plain tables, recognised by their columns.
 */
public final class TableFolder {

  private static final int DEPTH = 4;
  private static final Pattern AMERICAN_DATE =
      Pattern.compile("(?<!\\d)(\\d{2})(\\d{2})(20\\d{2})(?!\\d)");
  private static final Pattern LOINC_EDITION = Pattern.compile("(?i)loinc_?(\\d\\.\\d+)");
  private static final Pattern DATE = Pattern.compile("20\\d\\d(?:-\\d\\d-\\d\\d)?");

  private final Path folder;

  public TableFolder(Path folder) {
    this.folder = folder;
  }

  /** Reads one system; the builder stays empty when the folder holds nothing of it. */
  public void read(CodeSystem system, TermTable.Builder builder) throws IOException {
    List<Path> files = files(system);
    for (Path file : files) {
      if (isTabularList(file) || isPlain(file)) {
        continue;
      }
      switch (system) {
        case ICD10CM -> IcdFiles.readOrderFile(file, builder);
        case RXNORM -> RxNormFiles.read(file, builder);
        case LOINC -> LoincFiles.read(file, builder);
      }
    }
    PlainTables.read(files.stream().filter(TableFolder::isPlain).toList(), system, builder);
    for (Path file : files) {
      if (isTabularList(file)) {
        IcdFiles.readTabularList(file, builder);
      }
    }
  }

  /** The files that hold something of a system, in the order of their paths. */
  private List<Path> files(CodeSystem system) throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      List<Path> found =
          files.filter(Files::isRegularFile).filter(file -> concerns(file, system)).toList();
      return found.stream().sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      throw new IOException("the folder with code tables cannot be read", e);
    }
  }

  private static boolean concerns(Path file, CodeSystem system) {
    String name = name(file);
    return switch (system) {
          case ICD10CM -> isOrderFile(name) || isTabularList(file);
          case RXNORM -> name.equals("rxnconso.rrf");
          case LOINC -> name.equals("loinc.csv");
        }
        || (isPlain(file) && PlainTables.concerns(file, system));
  }

  /** CMS delivers beside it the addenda in columns of their own, and the procedures' order file. */
  private static boolean isOrderFile(String name) {
    return name.endsWith(".txt")
        && name.contains("order")
        && !name.contains("addenda")
        && !name.contains("pcs");
  }

  private static boolean isTabularList(Path file) {
    return name(file).endsWith(".xml")
        && name(file).contains("tabular")
        && !name(file).contains("addenda");
  }

  private static boolean isPlain(Path file) {
    return name(file).endsWith(".tsv") || name(file).endsWith(".tsv.gz");
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  /**
   * The publisher's date as far as the files' names tell it, and the beginning of the checksum:
   * what people call this version.
   */
  public String version(CodeSystem system, String checksum) throws IOException {
    String newest = "";
    for (Path file : files(system)) {
      String told = edition(folder.relativize(file).toString());
      newest = told.compareTo(newest) > 0 ? told : newest;
    }
    String digits = "sha256:" + checksum.substring(0, 12);
    return newest.isEmpty() ? digits : newest + " " + digits;
  }

  /** What a path tells of the edition: "RxNorm_full_prescribe_10062025", "Loinc_2.80", "2026". */
  private static String edition(String path) {
    Matcher loinc = LOINC_EDITION.matcher(path);
    if (loinc.find()) {
      return loinc.group(1);
    }
    Matcher american = AMERICAN_DATE.matcher(path);
    if (american.find()) {
      return american.group(3) + "-" + american.group(1) + "-" + american.group(2);
    }
    String newest = "";
    Matcher dates = DATE.matcher(path);
    while (dates.find()) {
      newest = dates.group().compareTo(newest) > 0 ? dates.group() : newest;
    }
    return newest;
  }

  /**
   * SHA-256 over the files of a system, to tell one delivery from the next; null when the folder
   * holds none.
   */
  public @Nullable String checksum(CodeSystem system) throws IOException {
    List<Path> files = files(system);
    if (files.isEmpty()) {
      return null;
    }
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The checksums of all systems, to tell whether two processes were given the same folder. */
  public String checksums() throws IOException {
    StringBuilder all = new StringBuilder();
    for (CodeSystem system : CodeSystem.values()) {
      all.append(checksum(system)).append(' ');
    }
    return all.toString().strip();
  }
}
