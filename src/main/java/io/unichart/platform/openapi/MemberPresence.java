package io.unichart.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says of each member of an answer whether it is always there, by what the code already says: a
 * component of a record that is not {@code @Nullable} is. Of a request only what validation demands
 * is required, and everything else may be null.
 */
final class MemberPresence implements ModelConverter {

  private static final String REFERENCE = "#/components/schemas/";

  /** Shared, because springdoc keeps the converters of all contexts of a process in one list. */
  private static final Map<String, Class<?>> RECORDS = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (schema != null && type.getType() != null) {
      JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
      String reference = schema.get$ref() == null ? schema.getName() : schema.get$ref();
      if (java.isRecordType() && reference != null) {
        RECORDS.put(reference.replace(REFERENCE, ""), java.getRawClass());
      }
    }
    return schema;
  }

  void describe(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    Set<String> requested = new HashSet<>();
    api.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .forEach(operation -> collectRequested(operation, schemas, requested));
    schemas.forEach(
        (name, schema) -> {
          Class<?> type = RECORDS.get(name);
          if (type != null && schema.getProperties() != null) {
            describe(schema, type, requested.contains(name));
          }
        });
  }

  private static void collectRequested(
      Operation operation, Map<String, Schema> schemas, Set<String> found) {
    if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
      for (MediaType media : operation.getRequestBody().getContent().values()) {
        collect(media.getSchema(), schemas, found);
      }
    }
  }

  private static void collect(
      @Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> found) {
    if (schema == null) {
      return;
    }
    if (schema.get$ref() != null) {
      String name = schema.get$ref().replace(REFERENCE, "");
      if (found.add(name)) {
        collect(schemas.get(name), schemas, found);
      }
    }
    collect(schema.getItems(), schemas, found);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(member -> collect(member, schemas, found));
    }
  }

  private static void describe(Schema<?> schema, Class<?> type, boolean requested) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = jsonName(component);
      Schema<?> member = schema.getProperties().get(name);
      if (member == null) {
        continue;
      }
      boolean demanded = schema.getRequired() != null && schema.getRequired().contains(name);
      if (requested ? !demanded : isNullable(component)) {
        schema.getProperties().put(name, orNull(member));
      } else if (!demanded && !isLeftOutWhenEmpty(component)) {
        require(schema, name);
      }
    }
  }

  /** The list that an annotation gave cannot be added to. */
  private static void require(Schema<?> schema, String name) {
    List<String> required =
        new ArrayList<>(schema.getRequired() == null ? List.of() : schema.getRequired());
    required.add(name);
    schema.setRequired(required);
  }

  private static String jsonName(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given != null && !given.value().isEmpty()
        ? given.value()
        : PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isLeftOutWhenEmpty(RecordComponent component) {
    JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    return include != null && include.value() != JsonInclude.Include.ALWAYS;
  }

  private static Schema<?> orNull(Schema<?> member) {
    if (member.get$ref() != null) {
      Schema<?> nothing = new JsonSchema();
      nothing.addType("null");
      return new JsonSchema().anyOf(List.of(new JsonSchema().$ref(member.get$ref()), nothing));
    }
    if (member.getTypes() != null) {
      member.addType("null");
      allowNullAmongTheWords(member);
    }
    return member;
  }

  private static <T> void allowNullAmongTheWords(Schema<T> member) {
    if (member.getEnum() != null && !member.getEnum().contains(null)) {
      List<T> words = new ArrayList<>(member.getEnum());
      words.add(null);
      member.setEnum(words);
    }
  }
}
