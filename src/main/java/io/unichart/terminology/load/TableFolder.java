package io.unichart.terminology.load;

import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.TermTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder with code tables: the publishers' files wherever they lie in it, recognised by name, or
 * plain tables, recognised by their columns.
 */
public final class TableFolder {

  private static final int DEPTH = 4;

  private final Path folder;

  public TableFolder(Path folder) {
    this.folder = folder;
  }

  /** Reads one system; the builder stays empty when the folder holds nothing of it. */
  public void read(CodeSystem system, TermTable.Builder builder) throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      switch (system) {
        case ICD10CM -> {
          if (name.endsWith(".txt") && name.contains("order")) {
            IcdFiles.readOrderFile(file, builder);
          }
        }
        case RXNORM -> {
          if (name.equals("rxnconso.rrf")) {
            RxNormFiles.read(file, builder);
          }
        }
        case LOINC -> {
          if (name.equals("loinc.csv")) {
            LoincFiles.read(file, builder);
          }
        }
      }
    }
    PlainTables.read(folder, system, builder);
    for (Path file : files()) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (system == CodeSystem.ICD10CM && name.endsWith(".xml") && name.contains("tabular")) {
        IcdFiles.readTabularList(file, builder);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The first digits of a checksum over all files, to tell one delivery from the next. */
  public String checksum() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (Path file : files()) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
