package io.unichart.platform.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packed jar's loader promises, on jars that are made here. */
class PackedClassLoaderTest {

  private static final List<String> ARCHIVES =
      List.of("BOOT-INF/classes/", "BOOT-INF/lib/b.jar", "BOOT-INF/lib/a.jar");

  @TempDir Path folder;

  private final Map<String, byte[]> first = new LinkedHashMap<>();
  private final Map<String, byte[]> second = new LinkedHashMap<>();
  private Path jar;

  @BeforeEach
  void pack() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 400; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      first.put("some/where/é" + i + ".bin", noise);
      second.put("some/else/" + i + ".txt", ("line " + i + "\n").repeat(i).getBytes(UTF_8));
    }
    first.put(
        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n".getBytes(UTF_8));
    first.put("META-INF/versions/99/who.txt", "the future".getBytes(UTF_8));
    first.put("META-INF/versions/17/who.txt", "seventeen".getBytes(UTF_8));
    first.put("who.txt", "plain".getBytes(UTF_8));
    first.put("META-INF/versions/9/who.txt", "nine".getBytes(UTF_8));
    second.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(UTF_8));
    second.put("META-INF/versions/17/other.txt", "seventeen".getBytes(UTF_8));
    second.put("other.txt", "plain".getBytes(UTF_8));
    second.put("who.txt", "the second's".getBytes(UTF_8));
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("META-INF/MANIFEST.MF", "Implementation-Version: 7\n".getBytes(UTF_8));
    outer.put("BOOT-INF/classes/", new byte[0]);
    outer.put("BOOT-INF/classes/own/", new byte[0]);
    outer.put("BOOT-INF/classes/own/text.txt", "own".getBytes(UTF_8));
    outer.put("BOOT-INF/classes/" + entryOf(Sample.class), bytesOf(Sample.class));
    outer.put("BOOT-INF/lib/a.jar", zip(second, false));
    outer.put("BOOT-INF/lib/b.jar", zip(first, false));
    jar = Files.write(folder.resolve("packed +%41 x.jar"), zip(outer, true));
  }

  @Test
  void everyEntryOfEveryArchiveIsFoundWithItsBytes() throws IOException {
    PackedEntries entries = PackedEntries.of(jar, ARCHIVES);

    first.remove("who.txt"); // has versions, see below
    for (Map.Entry<String, byte[]> entry : first.entrySet()) {
      assertThat(bytes(entries, entry.getKey(), 1)).isEqualTo(entry.getValue());
    }
    for (Map.Entry<String, byte[]> entry : second.entrySet()) {
      assertThat(bytes(entries, entry.getKey(), 2)).isEqualTo(entry.getValue());
    }
    assertThat(entries.first("some/where/nothing.bin")).isNegative();
  }

  @Test
  void theEarlierArchiveOfTheClassPathComesFirst() throws IOException {
    PackedEntries entries = PackedEntries.of(jar, ARCHIVES);

    int row = entries.first("who.txt");
    assertThat(entries.archive(row)).isEqualTo(1);
    assertThat(new String(entries.bytes(entries.next(row)), UTF_8)).isEqualTo("the second's");
    assertThat(entries.next(entries.next(row))).isNegative();
  }

  @Test
  void theNewestVersionThatThisJavaKnowsIsTakenAndOnlyWhereTheManifestSaysSo() throws IOException {
    PackedEntries entries = PackedEntries.of(jar, ARCHIVES);

    assertThat(new String(entries.bytes(entries.first("who.txt")), UTF_8)).isEqualTo("seventeen");
    assertThat(new String(entries.bytes(entries.first("other.txt")), UTF_8)).isEqualTo("plain");
  }

  @Test
  void aClassIsDefinedFromThePackedJarWithItsPackageAndSource() throws Exception {
    PackedClassLoader loader = loader();

    Class<?> sample = loader.loadClass(Sample.class.getName());

    assertThat(sample.getClassLoader()).isSameAs(loader);
    assertThat(sample).isNotSameAs(Sample.class);
    assertThat(sample.getPackage().getImplementationVersion()).isEqualTo("7");
    assertThat(sample.getProtectionDomain().getCodeSource().getLocation().toString())
        .endsWith("/!BOOT-INF/classes/!/");
  }

  @Test
  void resourcesHaveTheAddressesThatSpringBootGivesThem() throws Exception {
    PackedClassLoader loader = loader();

    assertThat(loader.getResource("own/text.txt").toString())
        .startsWith("jar:nested:")
        .endsWith("/!BOOT-INF/classes/!/own/text.txt");
    assertThat(loader.getResource("own")).isNotNull();
    assertThat(Collections.list(loader.getResources("who.txt")))
        .extracting(URL::toString)
        .satisfiesExactly(
            a -> assertThat(a).endsWith("b.jar!/who.txt"),
            a -> assertThat(a).endsWith("a.jar!/who.txt"));
    try (var in = loader.getResourceAsStream("own/text.txt")) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("own");
    }
  }

  @Test
  void aThreadThatIsToldToStopFindsItsClassesAndLeavesThemToOthers() throws Exception {
    PackedClassLoader loader = loader();

    Thread.currentThread().interrupt();
    try {
      assertThat(loader.loadClass(Sample.class.getName())).isNotNull();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }

    try (var in = loader.getResourceAsStream("own/text.txt")) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("own");
    }
  }

  @Test
  void anythingButAPackedJarIsLeftToTheLoaderThatIsThere() throws Exception {
    assertThat(PackedClassLoader.of(PackedClassLoaderTest.class)).isNull();
    Files.write(jar, new byte[] {1, 2, 3});
    assertThat(PackedClassLoader.of(throughBoot())).isNull();
  }

  private static byte[] bytes(PackedEntries entries, String name, int archive) throws IOException {
    int row = entries.first(name);
    while (entries.archive(row) != archive) {
      row = entries.next(row);
    }
    return entries.bytes(row);
  }

  private PackedClassLoader loader() throws Exception {
    PackedClassLoader loader = PackedClassLoader.of(throughBoot());
    assertThat(loader).isNotNull();
    return loader;
  }

  /** A class as if Spring Boot's launcher had loaded it from the packed jar. */
  private Class<?> throughBoot() throws Exception {
    List<URL> addresses = new ArrayList<>();
    for (String archive : ARCHIVES) {
      String form = "nested:" + jar.toUri().getRawPath() + "/!" + archive + "!/";
      addresses.add(new URL("jar", "", -1, form, new Unopened()));
    }
    byte[] bytes = bytesOf(Sample.class);
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    return new URLClassLoader(addresses.toArray(URL[]::new), platform) {
      Class<?> define() {
        return defineClass(Sample.class.getName(), bytes, 0, bytes.length);
      }
    }.define();
  }

  private static String entryOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    try (var in = type.getClassLoader().getResourceAsStream(entryOf(type))) {
      return in.readAllBytes();
    }
  }

  private static byte[] zip(Map<String, byte[]> entries, boolean stored) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment(stored ? "a comment behind the directory" : "");
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        boolean asItIs = stored || Arrays.hashCode(each.getValue()) % 3 == 0;
        if (asItIs) {
          CRC32 sum = new CRC32();
          sum.update(each.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(each.getValue().length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Something to load. */
  public static final class Sample {}

  private static final class Unopened extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL address) throws IOException {
      throw new IOException("only the address is of interest here");
    }

    @Override
    protected void parseURL(URL address, String spec, int start, int limit) {
      String path = address.getPath() + spec.substring(start, limit);
      setURL(address, "jar", "", -1, null, null, path, null, null);
    }
  }
}
