package io.unichart.platform.web;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** JSON as the native API speaks it; a number where a text is asked for is an error, not a text. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  @Bean
  JsonMapperBuilderCustomizer strictAboutTypes() {
    return builder -> {
      builder.withCoercionConfig(
          LogicalType.Textual,
          text ->
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
      builder.withCoercionConfig(
          LogicalType.Integer,
          number ->
              number
                  .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
      builder.withCoercionConfig(
          LogicalType.Float,
          number -> number.setCoercion(CoercionInputShape.String, CoercionAction.Fail));
      builder.withCoercionConfig(
          LogicalType.Boolean,
          flag ->
              flag.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                  .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail));
    };
  }
}
