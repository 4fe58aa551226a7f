package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs are told apart by what is in them. */
class ContentTest {

  @TempDir Path folder;

  private long jar(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      ZipEntry entry = new ZipEntry("A.class");
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      out.putNextEntry(entry);
      out.write(text.getBytes());
    }
    Files.setLastModifiedTime(path, FileTime.fromMillis(0));
    return Content.of(path.toString());
  }

  @Test
  void aJarOfTheSameSizeAndTimeIsAnotherWhenAByteOfItIs() throws IOException {
    long one = jar("one.jar", "threshold 1");
    long other = jar("two.jar", "threshold 2");

    assertThat(folder.resolve("one.jar")).hasSize(Files.size(folder.resolve("two.jar")));
    assertThat(other).isNotEqualTo(one);
    assertThat(jar("three.jar", "threshold 1")).isEqualTo(one);
  }

  @Test
  void aFolderOfClassesIsAnotherWhenAByteOfThemIs() throws IOException {
    Path file = folder.resolve("A.class");
    Files.writeString(file, "one");
    long one = Content.of(folder.toString());
    Files.writeString(file, "two");

    assertThat(Content.of(folder.toString())).isNotEqualTo(one);
  }
}
