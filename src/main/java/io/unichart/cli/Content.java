package io.unichart.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The checksum of what a class path holds. Of a jar the checksums that its own table carries are
 * taken, one for each entry: that reads kilobytes where the jar has hundreds of megabytes.
 */
final class Content {

  private final CRC32C sum = new CRC32C();

  private Content() {}

  static long of(String... paths) throws IOException {
    Content content = new Content();
    for (String path : paths) {
      content.add(Path.of(path));
    }
    return content.sum.getValue();
  }

  private void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(path)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        name(path.relativize(file).toString());
        sum.update(Files.readAllBytes(file));
      }
    } else if (Files.isRegularFile(path)) {
      try (ZipFile jar = new ZipFile(path.toFile())) {
        jar.stream().forEach(this::entry);
      }
    }
  }

  private void entry(ZipEntry entry) {
    name(entry.getName());
    sum.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(entry.getCrc())
            .putLong(entry.getSize())
            .flip());
  }

  private void name(String name) {
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
  }
}
