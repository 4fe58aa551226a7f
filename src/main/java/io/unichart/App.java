package io.unichart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one executable: without a command it serves, with a command it does that and ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class App {

  public static void main(String[] args) {
    SpringApplication.run(App.class, args);
  }
}
