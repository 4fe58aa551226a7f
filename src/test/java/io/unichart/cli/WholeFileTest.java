package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there whole or not at all, and stays whose it was. */
class WholeFileTest {

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out.csv");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void twoRunsAtOnceWriteOneFileAfterTheOtherAndNeverAMixture() throws IOException {
    WholeFile first = new WholeFile(out());
    first.write("first\n".repeat(50_000).getBytes());
    try (WholeFile second = new WholeFile(out())) {
      second.write("second\n".getBytes());
      second.whole();
    }
    assertThat(out()).hasContent("second");

    first.whole();
    first.close();

    assertThat(out()).hasContent("first\n".repeat(50_000));
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void whoMayReadAFileIsNotWidenedWhenItIsReplaced() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.writeString(out(), "old");
    for (String permissions : List.of("rw-------", "rw-r-----", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(out(), PosixFilePermissions.fromString(permissions));

      WholeFile.write(out(), "new");

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out())))
          .isEqualTo(permissions);
    }
  }

  @Test
  void aLinkIsFollowedAndStaysALink() throws IOException {
    Path real = Files.createDirectory(folder.resolve("results")).resolve("real.csv");
    Files.createSymbolicLink(out(), Path.of("results", "real.csv"));

    WholeFile.write(out(), "one"); // the link leads to no file yet
    WholeFile.write(out(), "two");

    assertThat(out()).isSymbolicLink();
    assertThat(real).hasContent("two").isRegularFile();
    assertThat(names()).containsExactly("out.csv", "results");
  }

  @Test
  void aRunThatFailsLeavesTheOldFileAndNothingBeside() throws IOException {
    Files.writeString(out(), "old");

    assertThatThrownBy(
            () -> {
              try (WholeFile out = new WholeFile(out())) {
                out.write(new byte[100_000]);
                throw new IOException("broken");
              }
            })
        .hasMessage("broken");

    assertThat(out()).hasContent("old");
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void aFileThatCannotBePutInItsPlaceLeavesNothingBeside() throws IOException {
    WholeFile out = new WholeFile(out());
    out.write(1);
    out.whole();
    Files.createDirectories(out().resolve("somebody made a folder of that name"));

    assertThatThrownBy(out::close).isInstanceOf(IOException.class);

    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndWhatOthersCallSoIsNot() throws IOException {
    Files.writeString(folder.resolve("out.csv.0123456789abcdef.part"), "half");
    Files.writeString(folder.resolve("out.csv.part"), "mine");

    WholeFile.write(out(), "whole");

    assertThat(names()).containsExactly("out.csv", "out.csv.part");
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("none").resolve("out.csv"), "x"))
        .isInstanceOf(NoSuchFileException.class);
  }
}
