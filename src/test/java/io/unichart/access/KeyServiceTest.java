package io.unichart.access;

import io.unichart.App;
import io.unichart.platform.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service with {@code SECURITY_MODE=api-key}, and with every setting empty that Compose
 * passes on empty; all tests with this share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "seed.dir=target/no-seed",
      "demo.population=0",
      "security.mode=api-key",
      "security.bootstrap-key=" + KeyServiceTest.BOOTSTRAP,
      "unichart.trusted-proxies=127.0.0.1,::1",
      "security.cors-origins=https://portal.example.org"
    })
@AutoConfigureWebTestClient(timeout = "60s")
@ContextConfiguration(initializers = {TestDatabase.class, ComposeSettings.class})
public @interface KeyServiceTest {

  /** The first administrator's key. */
  String BOOTSTRAP = "only-for-tests-0123456789";
}
