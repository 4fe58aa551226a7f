package io.unichart.documents.intake;

import io.unichart.documents.reading.FileKind;
import io.unichart.documents.reading.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The files of the seed folder, or the built-in samples where no folder is given. */
@Component
class SeedFiles {

  private static final Logger log = LoggerFactory.getLogger(SeedFiles.class);
  private static final String SAMPLES = "samples/";
  private static final long LARGEST = 64L << 20;
  private static final int DEEPEST = 32;

  private final SeedProperties properties;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  SeedFiles(SeedProperties properties) {
    this.properties = properties;
  }

  /** A file that can become a document. */
  interface SeedFile {

    /** Where it is, seen from the folder, with slashes. */
    String path();

    /**
     * All of it; blocks.
     *
     * @throws Unreadable when it cannot be had
     */
    byte[] bytes();
  }

  /** Every file of a known kind, in the order of their paths; names the others once in the log. */
  List<SeedFile> list() {
    Path folder = properties.dir();
    try {
      return folder == null || folder.toString().isBlank() ? samples() : below(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SeedFile> samples() throws IOException {
    ClassPathResource index = new ClassPathResource(SAMPLES + "index.txt");
    if (!index.exists()) {
      return List.of();
    }
    return index
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .<SeedFile>map(Sample::new)
        .toList();
  }

  private List<SeedFile> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (named.add(folder.toString())) {
        log.info("The seed folder {} does not exist; nothing is taken in", folder);
      }
      return List.of();
    }
    Walk walk = new Walk(folder);
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, walk);
    List<String> others = walk.others.stream().filter(named::add).toList();
    if (!others.isEmpty()) {
      log.info(
          "Files of unknown kinds in the seed folder are skipped (known: {}): {}",
          FileKind.known(),
          String.join(", ", others));
    }
    walk.files.sort(Comparator.comparing(SeedFile::path));
    return walk.files;
  }

  private record Sample(String path) implements SeedFile {

    @Override
    public byte[] bytes() {
      try (InputStream in = new ClassPathResource(SAMPLES + path).getInputStream()) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record OnDisk(String path, Path place) implements SeedFile {

    @Override
    public byte[] bytes() {
      try {
        if (Files.size(place) > LARGEST) {
          throw new UncheckedIOException(new IOException("larger than " + (LARGEST >> 20) + " MB"));
        }
        return Files.readAllBytes(place);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Collects files; hidden ones, as volumes of Kubernetes have them, stay out. */
  private static final class Walk extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final List<SeedFile> files = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    Walk(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean hidden = !directory.equals(folder) && isHidden(directory);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file)) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (FileKind.of(path) == null) {
          others.add(path);
        } else {
          files.add(new OnDisk(path, file));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      if (FileKind.of(path) != null) {
        // found again, and reported with its reason, when it is read
        files.add(new OnDisk(path, file));
      } else {
        others.add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path file) {
      Path name = file.getFileName();
      return name != null && name.toString().startsWith(".");
    }
  }
}
