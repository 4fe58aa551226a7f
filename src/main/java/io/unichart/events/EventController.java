package io.unichart.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells what happened: as a stream that can be resumed, or in pages for those who poll. */
@RestController
@Tag(name = "Events")
class EventController {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /**
   * @param next ask again with {@code since} of this value
   */
  record Page(List<CloudEvent> events, long next) {}

  private final EventLog events;

  EventController(EventLog events) {
    this.events = events;
  }

  @Operation(
      operationId = "streamEvents",
      summary = "What happens from now on, or after Last-Event-ID")
  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<CloudEvent>> stream(
      @RequestHeader(name = "Last-Event-ID", required = false)
          @Schema(description = "The last position that was seen: the stream goes on after it")
          @Nullable String lastEventId,
      @RequestParam(required = false)
          @Min(0)
          @Schema(description = "As Last-Event-ID", minimum = "0", example = "120")
          @Nullable Long since) {
    Mono<Long> from =
        lastEventId != null
            ? Mono.fromSupplier(() -> position(lastEventId))
            : since != null ? Mono.just(since) : events.last();
    Flux<ServerSentEvent<CloudEvent>> told =
        from.flatMapMany(events::stream)
            .map(
                event ->
                    ServerSentEvent.builder(event)
                        .id(String.valueOf(event.position()))
                        .event(event.type())
                        .build());
    return Flux.merge(told, heartbeat());
  }

  @Operation(operationId = "pageEvents", summary = "The events after a position, oldest first")
  @GetMapping(path = "/api/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Page> page(
      @RequestParam(defaultValue = "0") @Min(0) long since,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
    return events
        .after(since, limit)
        .map(page -> new Page(page, page.isEmpty() ? since : page.get(page.size() - 1).position()));
  }

  private static Flux<ServerSentEvent<CloudEvent>> heartbeat() {
    return Flux.interval(Duration.ZERO, HEARTBEAT)
        .map(beat -> ServerSentEvent.<CloudEvent>builder().comment("").build());
  }

  private static long position(String lastEventId) {
    try {
      return Math.max(0, Long.parseLong(lastEventId.strip()));
    } catch (NumberFormatException e) {
      throw Problem.badRequest("Last-Event-ID must be a position that this stream gave");
    }
  }
}
