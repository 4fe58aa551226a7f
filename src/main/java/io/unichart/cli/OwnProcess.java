package io.unichart.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a command again in a JVM of its own whose heap fits the work: a JVM's default heap may grow
 * to a quarter of the machine before it collects, and resident memory with it.
 */
final class OwnProcess {

  private static final String INSIDE = "unichart.own.process";
  private static final long SMALL = 20L << 20;
  private static final int KILLED = 137;

  private OwnProcess() {}

  /**
   * Which program this is: what another one computed may differ. It is told by content, since a jar
   * may change and keep its size and time.
   */
  static String program() throws IOException {
    String path = System.getProperty("java.class.path", "");
    return "checksum %08x".formatted(Content.of(path.split(Pattern.quote(File.pathSeparator))));
  }

  /** When the process that started this one is killed, this one ends as well. */
  private static void endWithTheOther() {
    ProcessHandle.current()
        .parent()
        .ifPresent(p -> p.onExit().thenRun(() -> Runtime.getRuntime().halt(KILLED)));
  }

  /** The exit code of the other process, or -1 when the work should be done here. */
  static int run(String command, String[] args, List<String> inputs) {
    if (System.getProperty(INSIDE) != null) {
      endWithTheOther();
      return -1;
    }
    long bytes = 0;
    for (String input : inputs) {
      try {
        bytes += Files.size(Path.of(input)) * (input.endsWith(".gz") ? 6 : 1);
      } catch (IOException e) {
        return -1; // said properly by who opens it
      }
    }
    boolean limited =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(a -> a.startsWith("-Xm") || a.startsWith("-XX"));
    String java = ProcessHandle.current().info().command().orElse("");
    // of "java -jar x.jar" the class path is that jar; its path may hold blanks
    String path = System.getProperty("java.class.path", "");
    String called = System.getProperty("sun.java.command", "");
    boolean jar = path.endsWith(".jar") && called.startsWith(path);
    String main = jar ? path : called.split(" ")[0];
    if (bytes < SMALL || limited || java.isEmpty() || main.isEmpty()) {
      return -1;
    }
    long megabytes = 300 + bytes * 8 / (1 << 20);
    List<String> line =
        new ArrayList<>(
            List.of(java, "-Xmx" + megabytes + "m", "-XX:+UseParallelGC", "-D" + INSIDE + "=1"));
    if (jar) {
      line.addAll(List.of("-jar", main));
    } else {
      line.addAll(List.of("-cp", path, main));
    }
    line.add(command);
    line.addAll(List.of(args));
    try {
      Process process = new ProcessBuilder(line).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
