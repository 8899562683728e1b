package dev.salus.core.crypto;

import dev.salus.api.Quota;
import dev.salus.core.crypto.recovery.OwnBytes;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.protocol.NotarySet;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many notary sets each data owner has, and requests to their notaries. */
final class NotaryUsage {

  private final DocumentStore store;
  private final Usage usage;
  private final OwnerQuotas quotas;
  private final OwnBytes bytes;
  private final Clock clock;

  NotaryUsage(DocumentStore store, Usage usage, OwnerQuotas quotas, OwnBytes bytes, Clock clock) {
    this.store = store;
    this.usage = usage;
    this.quotas = quotas;
    this.bytes = bytes;
    this.clock = clock;
  }

  /** Makes room for a set, by number and by bytes. */
  Future<Void> enterSet(NotarySet set, long weight) {
    String owner = set.owner();
    return usage
        .enter(
            sets(owner),
            Usage.Thing.one(set.setId(), clock),
            quotas.limit(owner, Quota.NOTARY_SETS),
            ids -> existing(CryptoCollections.NOTARY_SETS, ids))
        .compose(entered -> bytes.enterSet(owner, set.setId(), weight));
  }

  /** A set is gone. */
  Future<Void> leaveSet(String owner, String setId) {
    return usage.leave(sets(owner), setId).compose(left -> bytes.leaveSet(owner, setId));
  }

  /** Makes room for a request. */
  Future<Void> enterRequest(NotaryRequest request) {
    return usage.enter(
        requests(request.owner()),
        Usage.Thing.one(request.id(), clock),
        quotas.limit(request.owner(), Quota.NOTARY_REQUESTS),
        ids -> existing(CryptoCollections.NOTARY_REQUESTS, ids));
  }

  /** Requests are gone. */
  Future<Void> leaveRequests(String owner, Collection<String> ids) {
    return usage.leave(requests(owner), ids);
  }

  private Future<Set<String>> existing(String collection, Set<String> ids) {
    return ManyDocuments.each(store, collection, List.copyOf(ids), found -> found.map(Document::id))
        .map(found -> found.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
  }

  private static String sets(String owner) {
    return "notary-sets." + owner;
  }

  private static String requests(String owner) {
    return "notary-requests." + owner;
  }
}
