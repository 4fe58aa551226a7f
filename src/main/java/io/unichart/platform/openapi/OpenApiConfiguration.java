package io.unichart.platform.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import io.unichart.platform.PlatformProperties;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What every operation of the API has in common. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  static DescribedOnDemand describedOnDemand() {
    return new DescribedOnDemand();
  }

  /** Springdoc reads types with Jackson 2, which knows nothing of the naming set for Jackson 3. */
  @Bean
  ModelResolver jsonNamesAsTheServiceWritesThem() {
    return new ModelResolver(
            Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
        .openapi31(true);
  }

  @Bean
  MemberPresence memberPresence() {
    return new MemberPresence();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 20)
  OpenApiCustomizer title(PlatformProperties properties) {
    return api -> {
      api.setInfo(
          new Info()
              .title(properties.title())
              .version(properties.version())
              .description(
                  "Master patient index and clinical document service. JSON is snake_case, times"
                      + " are ISO 8601 with zone, failures are RFC 9457 problems.")
              .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
      api.setServers(List.of(new Server().url("/").description("This service")));
    };
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 10)
  OpenApiCustomizer problems() {
    return new ProblemResponses();
  }

  @Bean
  OpenApiCustomizer examples() {
    return new OperationExamples();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  OpenApiCustomizer presence(MemberPresence presence) {
    return presence::describe;
  }
}
