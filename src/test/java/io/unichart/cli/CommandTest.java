package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The first word says what the executable is to do. */
@ExtendWith(OutputCaptureExtension.class)
class CommandTest {

  @Test
  void aMistypedCommandIsNoServiceButAnAnswerWithTheCommands(CapturedOutput output) {
    assertThat(run("lnik")).isEqualTo(2);

    assertThat(output.getErr())
        .contains("There is no command lnik; did you mean link?")
        .contains("link ", "generate-population ", "import ", "seed ", "keys ", "migrate ");
  }

  @Test
  void aWordThatIsLikeNoCommandGetsNoGuess(CapturedOutput output) {
    assertThat(run("serve-me")).isEqualTo(2);

    assertThat(output.getErr()).contains("There is no command serve-me\n");
  }

  @Test
  void helpIsNoFault(CapturedOutput output) {
    assertThat(run("--help")).isZero();

    assertThat(output.getOut()).contains("find the records of one person in CSV files");
  }

  @Test
  void optionsAreTheServices() {
    assertThat(Command.of("--server.port=0")).isNull();
  }

  @Test
  void everyCommandOfTheListIsCalledByItsName() {
    assertThat(Command.all())
        .allSatisfy(
            command ->
                assertThat(Objects.requireNonNull(Command.of(command.name())))
                    .hasSameClassAs(command));
  }

  private static int run(String word) {
    return Objects.requireNonNull(Command.of(word)).run(new String[0]);
  }
}
