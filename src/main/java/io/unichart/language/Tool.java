package io.unichart.language;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Something a model may ask us to compute while it answers.
 *
 * @param name what the model calls it
 * @param description when to use it, for the model
 * @param parameters the JSON schema of its arguments
 * @param body from arguments in JSON to the result in JSON; the arguments are a model's words and
 *     may be anything
 */
public record Tool(String name, String description, String parameters, UnaryOperator<String> body) {

  static String run(List<Tool> tools, String name, String arguments) {
    return tools.stream()
        .filter(tool -> tool.name.equals(name))
        .findFirst()
        .map(tool -> tool.body.apply(arguments))
        .orElse("{\"error\": \"there is no such tool\"}");
  }

  ToolCallback callback() {
    ToolDefinition definition =
        ToolDefinition.builder()
            .name(name)
            .description(description)
            .inputSchema(parameters)
            .build();
    return new ToolCallback() {
      @Override
      public ToolDefinition getToolDefinition() {
        return definition;
      }

      @Override
      public String call(String arguments) {
        return body.apply(arguments);
      }
    };
  }
}
