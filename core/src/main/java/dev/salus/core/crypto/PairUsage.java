package dev.salus.core.crypto;

import dev.salus.api.Quota;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many exchange records there are from each delegator to each delegate. */
final class PairUsage {

  private final DocumentStore store;
  private final ReadMemory memory;
  private final Usage usage;
  private final OwnerQuotas quotas;
  private final Clock clock;

  PairUsage(DocumentStore store, ReadMemory memory, Usage usage, OwnerQuotas quotas, Clock clock) {
    this.store = store;
    this.memory = memory;
    this.usage = usage;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Makes room for a record; fails if there are as many of its pair as there may be. */
  Future<Void> enter(ExchangeRecord record) {
    return usage.enter(
        row(record),
        Usage.Thing.one(record.id(), clock),
        quotas.limit(record.delegator(), Quota.EXCHANGES_OF_PAIR),
        ids -> existing(record, ids));
  }

  /** A record is gone. */
  Future<Void> leave(ExchangeRecord record) {
    return usage.leave(row(record), record.id());
  }

  private Future<Set<String>> existing(ExchangeRecord pair, Set<String> ids) {
    return ManyDocuments.inTurns(
            memory,
            pair.delegator(),
            store,
            CryptoCollections.EXCHANGES,
            List.copyOf(ids),
            found ->
                found
                    .filter(document -> row(ExchangeDocument.record(document)).equals(row(pair)))
                    .map(Document::id))
        .map(found -> found.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
  }

  private static String row(ExchangeRecord record) {
    return "exchanges." + record.delegator() + "." + record.delegate();
  }
}
