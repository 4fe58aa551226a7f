package io.unichart.platform;

import io.unichart.App;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service on a free port, with a PostgreSQL of its own. All tests with this annotation
 * and no further property share one running service, so each makes the data it needs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "seed.dir=target/no-seed", "demo.population=0"})
@AutoConfigureWebTestClient(timeout = "60s")
@ContextConfiguration(initializers = TestDatabase.class)
public @interface ServiceTest {}
