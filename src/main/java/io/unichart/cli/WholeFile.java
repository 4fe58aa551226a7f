package io.unichart.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there whole or not at all: it is written beside its place and moved there when it
 * is closed, so that a run that was killed leaves nothing that looks like a result.
 */
final class WholeFile extends FilterOutputStream {

  private final Path path;
  private final Path beside;
  private boolean whole;

  WholeFile(Path path) throws IOException {
    this(path, isPlace(path) ? path.resolveSibling(path.getFileName() + ".part") : path);
  }

  private WholeFile(Path path, Path beside) throws IOException {
    super(new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16));
    this.path = path;
    this.beside = beside;
  }

  /** A pipe or a terminal takes what comes. */
  private static boolean isPlace(Path path) {
    return !Files.exists(path) || Files.isRegularFile(path);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  /** Says that all is written; without it nothing is left when the file is closed. */
  void whole() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (beside.equals(path)) {
      return;
    }
    if (whole) {
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(beside);
    }
  }
}
