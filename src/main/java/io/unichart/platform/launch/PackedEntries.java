package io.unichart.platform.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Where each entry of the archives inside a packed jar lies: one hash table over all of them,
 * filled from the zip directories at the start. The jars inside must be stored, not compressed.
 *
 * <p>Zip: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16
 * (its end). Versions: JEP 238.
 */
final class PackedEntries {

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String VERSIONS = "META-INF/versions/";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END = 22;

  /** In place of the packed size of an entry that is not compressed. */
  private static final int STORED = -1;

  /** Not a channel: one that a thread reads while it is interrupted is closed for all of them. */
  private final RandomAccessFile file;

  // one row an entry; rows of one name are chained in the order of the class path
  private int rows;
  private long[] hash = new long[1 << 16];
  private long[] header = new long[1 << 16];
  private int[] packed = new int[1 << 16];
  private int[] size = new int[1 << 16];
  private int[] next = new int[1 << 16];
  private short[] archive = new short[1 << 16];
  private byte[] version = new byte[1 << 16];
  private int[] table = new int[1 << 18];

  private PackedEntries(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Reads the directories.
   *
   * @param archives names of the archives in the order of the class path, as {@code
   *     BOOT-INF/lib/name.jar} or {@code BOOT-INF/classes/}
   * @throws IOException if the file is not laid out as expected
   */
  static PackedEntries of(Path jar, List<String> archives) throws IOException {
    PackedEntries entries = new PackedEntries(new RandomAccessFile(jar.toFile(), "r"));
    Arrays.fill(entries.table, -1);
    Directory outer = entries.directory(0, entries.file.length());
    Map<String, long[]> inside = new HashMap<>();
    while (outer.advance()) {
      if (outer.nameStartsWith("BOOT-INF/lib/")) {
        inside.put(outer.name(), new long[] {outer.header(), outer.packed(), outer.size()});
      }
    }
    for (int i = 0; i < archives.size(); i++) {
      String name = archives.get(i);
      if (name.equals(CLASSES)) {
        outer.rewind();
        entries.add(outer, i, CLASSES.length(), 0, CLASSES);
      } else {
        long[] at = inside.get(name);
        if (at == null || at[1] != STORED) {
          throw new IOException("an archive is missing or compressed");
        }
        long begin = entries.content(at[0]);
        entries.add(entries.directory(begin, at[2]), i, 0, begin, "");
      }
    }
    return entries;
  }

  /** The first row of that name, or -1. */
  int first(String name) {
    int row = table[slot(hash(name))];
    return row >= 0 && named(row, name) ? row : -1;
  }

  /** The row of the same name in a later archive, or -1. */
  int next(int row) {
    return next[row];
  }

  int archive(int row) {
    return archive[row];
  }

  /** Bytes of the entry when it is unpacked. */
  int size(int row) {
    return size[row];
  }

  /**
   * The unpacked bytes of an entry.
   *
   * @throws IOException if the file changed or is damaged
   */
  byte[] bytes(int row) throws IOException {
    boolean stored = packed[row] == STORED;
    byte[] in = new byte[stored ? size[row] : packed[row]];
    read(in, content(header[row]));
    if (stored) {
      return in;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(in);
      byte[] out = new byte[size[row]];
      for (int done = 0; done < out.length; ) {
        int now = inflater.inflate(out, done, out.length - done);
        if (now == 0) {
          throw new IOException("an entry of the packed jar is cut off");
        }
        done += now;
      }
      return out;
    } catch (DataFormatException e) {
      throw new IOException("an entry of the packed jar is damaged", e);
    } finally {
      inflater.end();
    }
  }

  /** The manifest of an archive; for the own classes the packed jar's. */
  @Nullable Manifest manifest(int of) throws IOException {
    for (int row = first(MANIFEST); row >= 0; row = next[row]) {
      if (archive[row] == of) {
        return new Manifest(new ByteArrayInputStream(bytes(row)));
      }
    }
    return null;
  }

  private void add(Directory directory, int of, int cut, long begin, String under) {
    List<Object[]> versioned = new ArrayList<>();
    directory.rewind();
    while (directory.advance()) {
      boolean manifest = cut > 0 && directory.nameIs(MANIFEST);
      if (!manifest && (!directory.nameStartsWith(under) || directory.nameLength() == cut)) {
        continue;
      }
      long at = begin + directory.header();
      add(directory.hash(manifest ? 0 : cut), at, directory.packed(), directory.size(), of, 0);
      if (directory.nameStartsWith(VERSIONS)) {
        versioned.add(new Object[] {directory.name(), at, directory.packed(), directory.size()});
      }
    }
    if (!versioned.isEmpty() && isMultiRelease(of)) {
      for (Object[] entry : versioned) {
        addVersion((String) entry[0], (long) entry[1], (int) entry[2], (int) entry[3], of);
      }
    }
  }

  private boolean isMultiRelease(int of) {
    try {
      Manifest manifest = manifest(of);
      return manifest != null
          && Boolean.parseBoolean(manifest.getMainAttributes().getValue("Multi-Release"));
    } catch (IOException e) {
      return false;
    }
  }

  private void addVersion(String name, long at, int packedSize, int fullSize, int of) {
    int slash = name.indexOf('/', VERSIONS.length());
    if (slash < 0 || slash == name.length() - 1) {
      return;
    }
    String number = name.substring(VERSIONS.length(), slash);
    int feature = number.matches("\\d{1,2}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    if (feature <= Runtime.version().feature()) {
      add(hash(name.substring(slash + 1)), at, packedSize, fullSize, of, feature);
    }
  }

  private void add(long key, long at, int packedSize, int fullSize, int of, int feature) {
    int slot = slot(key);
    int last = -1;
    for (int row = table[slot]; row >= 0; row = next[row]) {
      if (archive[row] == of) {
        if (version[row] <= feature) {
          put(row, key, at, packedSize, fullSize, of, feature);
        }
        return;
      }
      last = row;
    }
    if (rows == hash.length) {
      grow();
      slot = slot(key);
    }
    put(rows, key, at, packedSize, fullSize, of, feature);
    next[rows] = -1;
    if (last < 0) {
      table[slot] = rows;
    } else {
      next[last] = rows;
    }
    rows++;
  }

  private void put(int row, long key, long at, int packedSize, int full, int of, int feature) {
    hash[row] = key;
    header[row] = at;
    packed[row] = packedSize;
    size[row] = full;
    archive[row] = (short) of;
    version[row] = (byte) feature;
  }

  private void grow() {
    int wider = rows * 2;
    hash = Arrays.copyOf(hash, wider);
    header = Arrays.copyOf(header, wider);
    packed = Arrays.copyOf(packed, wider);
    size = Arrays.copyOf(size, wider);
    next = Arrays.copyOf(next, wider);
    archive = Arrays.copyOf(archive, wider);
    version = Arrays.copyOf(version, wider);
    int[] old = table;
    table = new int[old.length * 2];
    Arrays.fill(table, -1);
    for (int row : old) {
      if (row >= 0) {
        table[slot(hash[row])] = row;
      }
    }
  }

  /** The place of the chain's first row in the table, or the free place where it belongs. */
  private int slot(long key) {
    int mask = table.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (table[slot] >= 0 && hash[table[slot]] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static long hash(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return hash(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0, bytes.length);
  }

  /** Eight bytes at a time: the names of 70,000 entries are hashed before anything is compiled. */
  private static long hash(ByteBuffer in, int from, int to) {
    long key = to - from;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      key = mixed(key, in.getLong(i));
    }
    for (; i < to; i++) {
      key = mixed(key, in.get(i));
    }
    return key;
  }

  private static long mixed(long key, long next) {
    return (key ^ next) * 0x9E37_79B9_7F4A_7C15L ^ key >>> 47;
  }

  /**
   * Whether the header of the row ends with that name (own classes have their folder before it).
   */
  private boolean named(int row, String name) {
    try {
      byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer head = read(LOCAL_HEADER, header[row]);
      int length = Short.toUnsignedInt(head.getShort(26));
      byte[] there = new byte[Math.min(length, wanted.length)];
      read(there, header[row] + LOCAL_HEADER + length - there.length);
      return Arrays.equals(wanted, there);
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the content of the entry with that local header begins. */
  private long content(long at) throws IOException {
    ByteBuffer head = read(LOCAL_HEADER, at);
    if (head.getInt(0) != 0x04034b50) {
      throw new IOException("no local header where the directory names one");
    }
    return at
        + LOCAL_HEADER
        + Short.toUnsignedInt(head.getShort(26))
        + Short.toUnsignedInt(head.getShort(28));
  }

  private Directory directory(long begin, long length) throws IOException {
    int tail = (int) Math.min(length, END);
    ByteBuffer end = read(tail, begin + length - tail);
    if (end.getInt(0) != 0x06054b50) {
      tail = (int) Math.min(length, END + 0xFFFF);
      end = read(tail, begin + length - tail);
      int at = tail - END;
      while (at > 0 && end.getInt(at) != 0x06054b50) {
        at--;
      }
      end.position(at);
      end = end.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
    int bytes = end.getInt(12);
    int offset = end.getInt(16);
    if (end.getInt(0) != 0x06054b50 || bytes < 0 || offset == -1) {
      throw new IOException("no zip directory, or one of the 64-bit form");
    }
    return new Directory(read(bytes, begin + Integer.toUnsignedLong(offset)));
  }

  private ByteBuffer read(int bytes, long at) throws IOException {
    byte[] read = new byte[bytes];
    read(read, at);
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void read(byte[] into, long at) throws IOException {
    synchronized (file) {
      file.seek(at);
      file.readFully(into);
    }
  }

  /** A walk over the central directory of one archive. */
  private static final class Directory {
    private final ByteBuffer bytes;
    private int at;
    private int following;

    Directory(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    void rewind() {
      following = 0;
    }

    boolean advance() {
      at = following;
      if (at + CENTRAL_HEADER > bytes.limit() || bytes.getInt(at) != 0x02014b50) {
        return false;
      }
      following = at + CENTRAL_HEADER + nameLength() + length(30) + length(32);
      return true;
    }

    private int length(int field) {
      return Short.toUnsignedInt(bytes.getShort(at + field));
    }

    int nameLength() {
      return length(28);
    }

    long header() {
      return Integer.toUnsignedLong(bytes.getInt(at + 42));
    }

    int packed() {
      return length(10) == 0 ? STORED : bytes.getInt(at + 20);
    }

    int size() {
      return bytes.getInt(at + 24);
    }

    long hash(int cut) {
      int name = at + CENTRAL_HEADER;
      return PackedEntries.hash(bytes, name + cut, name + nameLength());
    }

    boolean nameStartsWith(String prefix) {
      if (nameLength() < prefix.length()) {
        return false;
      }
      for (int i = 0; i < prefix.length(); i++) {
        if (bytes.get(at + CENTRAL_HEADER + i) != prefix.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    boolean nameIs(String name) {
      return nameLength() == name.length() && nameStartsWith(name);
    }

    String name() {
      return new String(bytes.array(), at + CENTRAL_HEADER, nameLength(), StandardCharsets.UTF_8);
    }
  }
}
