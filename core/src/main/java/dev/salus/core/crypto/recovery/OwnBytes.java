package dev.salus.core.crypto.recovery;

import dev.salus.api.Quota;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many bytes data owners keep for themselves alone: boxes of recovery keys and notary sets with
 * their shares.
 */
public final class OwnBytes {

  private static final String BOX = "box.";
  private static final String SET = "set.";

  private final DocumentStore store;
  private final String notarySets;
  private final Usage usage;
  private final OwnerQuotas quotas;
  private final Clock clock;

  /**
   * @param notarySets the collection that has those
   */
  public OwnBytes(
      DocumentStore store, String notarySets, Usage usage, OwnerQuotas quotas, Clock clock) {
    this.store = store;
    this.notarySets = notarySets;
    this.usage = usage;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Makes room for the box of a recovery key. */
  Future<Void> enterBox(String owner, String recoveryId, long bytes) {
    return enter(owner, BOX + recoveryId, bytes);
  }

  /** Makes room for a notary set. */
  public Future<Void> enterSet(String owner, String setId, long bytes) {
    return enter(owner, SET + setId, bytes);
  }

  /** The boxes of these recovery keys are gone. */
  Future<Void> leaveBoxes(String owner, List<String> recoveryIds) {
    return recoveryIds.isEmpty()
        ? Future.succeededFuture()
        : usage.leave(row(owner), recoveryIds.stream().map(id -> BOX + id).toList());
  }

  /** A notary set is gone. */
  public Future<Void> leaveSet(String owner, String setId) {
    return usage.leave(row(owner), SET + setId);
  }

  private Future<Void> enter(String owner, String name, long bytes) {
    return usage.enter(
        row(owner),
        Usage.Thing.weighing(name, bytes, clock),
        quotas.limit(owner, Quota.BYTES),
        names -> existing(owner, names));
  }

  private Future<Set<String>> existing(String owner, Set<String> names) {
    List<String> sets = named(names, SET);
    return Future.all(boxes(owner), sets(sets))
        .map(
            both ->
                both.<Set<String>>list().stream()
                    .flatMap(Set::stream)
                    .filter(names::contains)
                    .collect(Collectors.toSet()));
  }

  private Future<Set<String>> boxes(String owner) {
    return store
        .get(RecoveryCollections.LEDGERS, owner)
        .map(
            found ->
                RecoveryLedger.of(owner, found).live(clock.millis()).entries().stream()
                    .map(entry -> BOX + entry.recoveryId())
                    .collect(Collectors.toSet()));
  }

  private Future<Set<String>> sets(List<String> ids) {
    return ManyDocuments.each(store, notarySets, ids, found -> found.map(each -> SET + each.id()))
        .map(found -> found.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
  }

  private static List<String> named(Set<String> names, String prefix) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .flatMap(name -> Stream.of(name.substring(prefix.length())))
        .toList();
  }

  private static String row(String owner) {
    return "bytes." + owner;
  }
}
