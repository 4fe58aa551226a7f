package io.unichart.platform.telemetry;

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

/** The whole service, telling a {@link Collector}; all tests with this share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "seed.dir=target/no-seed", "demo.population=0"})
@AutoConfigureWebTestClient(timeout = "60s")
@ContextConfiguration(initializers = {TestDatabase.class, Collector.class})
public @interface TracedServiceTest {}
