package io.unichart.cli;

import io.unichart.matching.FinishedParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The finished parts of a run, in a folder beside its output, for the case that it is killed. A
 * part is a file that is there whole or not at all and carries its checksum; {@code of.txt} says
 * what the parts are of. Parts of anything else are never used. Not being able to keep work is no
 * reason to stop working.
 */
final class KeptWork implements FinishedParts, AutoCloseable {

  private static final String OF = "of.txt";
  private static final String LOCK = "lock";
  private static final String PART = ".kept";
  private static final Pattern OURS =
      Pattern.compile("of\\.txt|lock|[a-z0-9-]+\\.kept(\\.([0-9a-f]+\\.)?part)?");

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private boolean keeping = true;

  private KeptWork(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + ".work");
  }

  /**
   * Opens the work beside an output, and says on stderr what is found there.
   *
   * @param of what the parts are computed from, by name
   * @param fresh earlier work is not wanted
   * @return null where nothing can be kept
   * @throws BadInput when another process is at work on the same output
   */
  static @Nullable KeptWork open(Path output, Map<String, String> of, boolean fresh) {
    Path folder = beside(output);
    try {
      if (Files.exists(folder) && !isOurs(folder)) {
        say("%s holds other things; this run cannot be resumed".formatted(folder));
        return null;
      }
      make(folder);
      KeptWork work = locked(folder);
      try {
        work.examine(of, fresh);
      } catch (IOException e) {
        work.close();
        throw e;
      }
      return work;
    } catch (IOException e) {
      say("nothing can be written to %s; this run cannot be resumed".formatted(folder));
      return null;
    }
  }

  /** Parts tell of patients: nobody else has to look at them, whoever may read the output. */
  private static void make(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectory(
        folder,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0]);
  }

  private static boolean isOurs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(f -> OURS.matcher(f.getFileName().toString()).matches());
    }
  }

  private static KeptWork locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      // a run that is done takes the lock's file away: then this is a lock on nothing
      if (lock != null && Files.exists(folder.resolve(LOCK))) {
        return new KeptWork(folder, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      // said below: it is this process
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new BadInput("another process is writing the same output, see " + folder);
  }

  private void examine(Map<String, String> of, boolean fresh) throws IOException {
    Map<String, String> now = new TreeMap<>();
    of.forEach((name, value) -> now.put(name, value.replace('\n', ' ').replace('\r', ' ')));
    List<String> lines =
        now.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    Path about = folder.resolve(OF);
    long parts = parts().stream().filter(f -> f.getFileName().toString().endsWith(PART)).count();
    if (parts > 0 && !fresh && Files.exists(about)) {
      List<String> others = others(Files.readAllLines(about), now);
      if (others.isEmpty()) {
        say("going on with %d finished parts of an earlier run in %s".formatted(parts, folder));
        return;
      }
      say("the work in %s is of other %s; beginning anew".formatted(folder, others));
    } else if (parts > 0) {
      say("the work in %s is left aside%s".formatted(folder, fresh ? ", as --fresh asks" : ""));
    }
    for (Path part : parts()) {
      Files.delete(part);
    }
    Files.write(about, lines);
  }

  /** The names of what has changed. */
  private static List<String> others(List<String> lines, Map<String, String> of) {
    Map<String, String> left = new TreeMap<>(of);
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      String name = line.substring(0, Math.max(0, line.indexOf(": ")));
      String now = left.remove(name);
      if (!line.equals(name + ": " + now)) {
        others.add(name);
      }
    }
    others.addAll(left.keySet());
    return others;
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().contains(PART)).toList();
    }
  }

  @Override
  public byte @Nullable [] part(String name) {
    Path file = folder.resolve(name + PART);
    try {
      if (!Files.exists(file)) {
        return null;
      }
      ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
      if (whole.remaining() >= Long.BYTES) {
        long sum = whole.getLong();
        byte[] content = new byte[whole.remaining()];
        whole.get(content);
        if (sum == sum(content)) {
          return content;
        }
      }
    } catch (IOException e) {
      // as a damaged one
    }
    say("%s is damaged and is computed again".formatted(file));
    return null;
  }

  @Override
  public void finished(String name, byte[] content) {
    if (!keeping) {
      return;
    }
    try (WholeFile out = new WholeFile(folder.resolve(name + PART))) {
      out.write(ByteBuffer.allocate(Long.BYTES).putLong(sum(content)).array());
      out.write(content, 0, content.length);
      out.whole();
    } catch (IOException e) {
      keeping = false;
      say("no more can be written to %s; this run goes on without".formatted(folder));
    }
  }

  private static long sum(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content, 0, content.length);
    return sum.getValue();
  }

  /** All is done and written: nothing has to be kept any more. */
  void done() {
    try {
      for (Path part : parts()) {
        Files.delete(part);
      }
      Files.deleteIfExists(folder.resolve(OF));
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // somebody put something there meanwhile: theirs
    } catch (IOException e) {
      say("%s is not needed any more but cannot be removed".formatted(folder));
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      say("%s cannot be unlocked; it is when this process ends".formatted(folder));
    }
  }

  private static void say(String line) {
    System.err.println("resume    " + line);
  }
}
