package io.unichart.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event in the structured JSON form of CloudEvents 1.0.
 *
 * @param position its place in the stream; a subscriber continues after the last one it has seen
 */
record CloudEvent(
    @JsonIgnore long position,
    String specversion,
    UUID id,
    String source,
    String type,
    String subject,
    OffsetDateTime time,
    @JsonProperty("datacontenttype") String dataContentType,
    JsonNode data) {

  static final String SPEC = "1.0";
  static final String SOURCE = "/unichart";
}
