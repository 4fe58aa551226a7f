package io.unichart;

import io.unichart.cli.Command;
import io.unichart.platform.launch.PackedClassLoader;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one executable: without a command it serves, with a command it does that and ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class App {

  public static void main(String[] args) throws ReflectiveOperationException {
    PackedClassLoader packed = PackedClassLoader.of(App.class);
    if (packed != null) {
      Thread.currentThread().setContextClassLoader(packed);
      packed
          .loadClass(App.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
      return;
    }
    Command command = args.length == 0 ? null : Command.of(args[0]);
    if (command != null) {
      System.exit(command.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    // it would build JSON mappers of another generation, on the core that compiles
    System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    SpringApplication.run(App.class, args);
  }
}
