package io.unichart.access;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether the console is known to an OpenID provider. A variable that is there and empty, as
 * Compose passes on what its {@code .env} does not set, names nothing.
 */
final class LoginClientNamed implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return StringUtils.hasText(context.getEnvironment().getProperty("security.oidc.client-id"));
  }
}
