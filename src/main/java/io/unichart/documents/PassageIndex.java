package io.unichart.documents;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Whoever keeps passages findable. Called inside the transaction that wrote the document and its
 * passages, so that both become visible together or not at all; what hung on the former passages is
 * gone by then.
 */
public interface PassageIndex {

  /**
   * A document has new passages.
   *
   * @param document the document as it now is
   * @param passages all its passages, in order
   * @param embed whether they are to be embedded, too; not when the caller asked to skip it
   */
  Mono<Void> replaced(Document document, List<Passage> passages, boolean embed);
}
