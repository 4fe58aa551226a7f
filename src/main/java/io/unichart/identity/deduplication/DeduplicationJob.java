package io.unichart.identity.deduplication;

import io.unichart.identity.job.JobLedger;
import io.unichart.identity.match.MatchIndex;
import io.unichart.identity.match.MatchKnowledge;
import io.unichart.identity.match.Scored;
import io.unichart.identity.match.TermCounts;
import io.unichart.identity.match.ViewStream;
import io.unichart.identity.review.Decided;
import io.unichart.identity.review.Pair;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.identity.review.ReviewStore;
import io.unichart.matching.ComparisonView;
import io.unichart.matching.Deduplication;
import io.unichart.matching.Linked;
import io.unichart.matching.MatchModel;
import io.unichart.matching.Matcher;
import io.unichart.platform.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One run over the whole population. Every record's view is streamed into the bulk engine, which
 * trains on them, scores what its blocking brings and clusters; the pairs it finds are scored once
 * more as a request would score them, so that a steward sees the same figure everywhere. What is
 * written is written so that a second run after a crash repeats nothing: a merged record is not
 * there any more, a queued pair is not queued twice.
 */
final class DeduplicationJob {

  /** Thrown where a cancelled job notices. */
  static final class Cancelled extends RuntimeException {
    Cancelled() {
      super("cancelled", null, false, false);
    }
  }

  /** What the job works with. */
  record Tools(
      JobLedger jobs,
      ViewStream views,
      MatchIndex index,
      MatchKnowledge knowledge,
      ReviewQueue reviews,
      ReviewStore decisions,
      Clock clock) {}

  private static final double LEAST_BULK = 0.05;
  private static final int BATCH = 500;
  private static final Duration REPORT = Duration.ofSeconds(1);
  private static final double READ = 0.1;
  private static final double LINKED = 0.5;

  private final DeduplicationOrder order;
  private final Tools tools;
  private final List<UUID> ids = new ArrayList<>();
  private final Map<UUID, UUID> mergedInto = new HashMap<>();
  private final Map<UUID, Integer> proposed = new HashMap<>();
  private Set<Pair> unmerged = Set.of();
  private Instant reported = Instant.MIN;
  private double share;
  private long autoMerged;
  private long queued;

  DeduplicationJob(DeduplicationOrder order, Tools tools) {
    this.order = order;
    this.tools = tools;
  }

  /** Runs to its end; blocks. */
  void run() throws Exception {
    Map<String, Long> before = await(tools.decisions.doneSince(order.job()));
    autoMerged = before.getOrDefault("auto_merged", 0L);
    queued = before.getOrDefault("queued", 0L);
    Deduplication engine = new Deduplication(ComparisonView.PATIENT);
    TermCounts terms = new TermCounts(ComparisonView.PATIENT);
    tools.views.read(
        (id, view) -> {
          engine.add(view);
          terms.add(view);
          ids.add(id);
        },
        () -> {
          report(READ);
          return true;
        });
    keepApart(engine);
    boolean train = ids.size() >= MatchKnowledge.ENOUGH;
    MatchModel given = train ? null : await(tools.knowledge.known()).model();
    Linked linked = engine.run(given, (stage, part) -> report(READ + stage(stage, part)));
    if (train) {
      learn(linked.model(), terms);
    }
    propose(linked);
    await(tools.jobs.complete(order.job(), result()));
  }

  private void keepApart(Deduplication engine) throws Exception {
    Set<Pair> apart = await(tools.decisions.apart());
    unmerged = await(tools.decisions.unmerged());
    Map<UUID, Integer> numbers = new HashMap<>();
    Set<UUID> asked = new HashSet<>();
    apart.forEach(pair -> asked.addAll(List.of(pair.one(), pair.other())));
    for (int i = 0; i < ids.size() && !asked.isEmpty(); i++) {
      if (asked.contains(ids.get(i))) {
        numbers.put(ids.get(i), i);
      }
    }
    for (Pair pair : apart) {
      Integer a = numbers.get(pair.one());
      Integer b = numbers.get(pair.other());
      if (a != null && b != null) {
        engine.neverSame(a, b);
      }
    }
  }

  private static double stage(String stage, double part) {
    List<String> stages = List.of("normalise", "block", "train", "score", "cluster");
    int at = Math.max(0, stages.indexOf(stage));
    return (LINKED - READ) * (at + part) / stages.size();
  }

  private void learn(MatchModel trained, TermCounts terms) throws Exception {
    List<Decided> decided = await(tools.decisions.decided());
    long population = Math.max(MatchKnowledge.LEAST_POPULATION, ids.size());
    MatchModel sharpened = Decisions.sharpen(trained, population, decided);
    await(
        tools.knowledge.learned(
            trained, sharpened, terms.shares(), terms.records(), decided.size()));
  }

  private void propose(Linked linked) throws Exception {
    Matcher matcher = await(tools.knowledge.matcher());
    List<Integer> pairs = new ArrayList<>();
    for (int p = 0; p < linked.pairs(); p++) {
      if (linked.probability(p) >= LEAST_BULK) {
        pairs.add(p);
      }
    }
    pairs.sort(Comparator.<Integer>comparingDouble(p -> -linked.weight(p)).thenComparing(p -> p));
    for (int from = 0; from < pairs.size(); from += BATCH) {
      List<Integer> batch = pairs.subList(from, Math.min(pairs.size(), from + BATCH));
      propose(linked, batch, matcher);
      report(LINKED + (1 - LINKED) * from / pairs.size());
    }
  }

  private void propose(Linked linked, List<Integer> batch, Matcher matcher) throws Exception {
    Set<UUID> needed = new LinkedHashSet<>();
    for (int p : batch) {
      needed.add(ids.get(linked.from(p)));
      needed.add(ids.get(linked.to(p)));
    }
    Map<UUID, ComparisonView> views = await(tools.index.views(needed));
    for (int p : batch) {
      // numbers follow the order of registration: the older record survives
      int older = Math.min(linked.from(p), linked.to(p));
      int newer = Math.max(linked.from(p), linked.to(p));
      UUID a = ids.get(older);
      UUID b = ids.get(newer);
      ComparisonView one = views.get(a);
      ComparisonView other = views.get(b);
      if (one != null && other != null) {
        boolean together = linked.cluster(older) == linked.cluster(newer);
        propose(a, b, Scored.of(a, matcher.score(one, other)), together);
      }
    }
  }

  private void propose(UUID a, UUID b, Scored scored, boolean together) throws Exception {
    UUID master = survivor(a);
    UUID duplicate = survivor(b);
    if (master.equals(duplicate)) {
      return;
    }
    boolean merge =
        order.autoMerge()
            && together
            && scored.score() >= order.autoMergeThreshold()
            && !unmerged.contains(Pair.of(a, b));
    if (merge) {
      if (await(tools.reviews.autoMerge(master, duplicate, scored, order.job(), order.user()))) {
        mergedInto.put(duplicate, master);
        autoMerged++;
      }
    } else if (scored.score() >= order.threshold() && mayPropose(master) && mayPropose(duplicate)) {
      if (await(tools.reviews.queue(master, duplicate, scored, order.job()))) {
        queued++;
      }
      proposed.merge(master, 1, Integer::sum);
      proposed.merge(duplicate, 1, Integer::sum);
    }
  }

  private boolean mayPropose(UUID id) {
    return proposed.getOrDefault(id, 0) < order.maxCandidates();
  }

  private UUID survivor(UUID id) {
    UUID at = id;
    for (UUID next = mergedInto.get(at); next != null; next = mergedInto.get(at)) {
      at = next;
    }
    return at;
  }

  /** Says how far the job is, not too often; ends it if it was cancelled. */
  private synchronized void report(double now) {
    share = Math.max(share, Math.min(1, now));
    Instant time = tools.clock.instant();
    if (time.isBefore(reported.plus(REPORT))) {
      return;
    }
    reported = time;
    try {
      if (!await(tools.jobs.progress(order.job(), share, result()))) {
        throw new Cancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job's progress cannot be kept", e.getCause());
    }
  }

  private Map<String, Object> result() {
    return Deduplications.result(ids.size(), autoMerged, queued);
  }

  private <T extends @Nullable Object> T await(Mono<T> work)
      throws InterruptedException, ExecutionException {
    Actor actor = new Actor(order.user(), null, null);
    return work.contextWrite(actor::in).contextCapture().toFuture().get();
  }
}
