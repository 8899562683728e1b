package dev.salus.core.crypto;

import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.core.crypto.VerificationSteps.Parties;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies signatures and uses of exchanges (protocol §5), a batch in steps that take turns with
 * those of other data owners.
 */
final class BatchVerifier {

  private final Vertx vertx;
  private final FairWorkers workers;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final CardStore cards;
  private final CardCache cache;
  private final VerificationSteps.SignatureCheck check;

  /**
   * @param memory {@link ReadMemory#ofChecks}
   */
  BatchVerifier(
      Vertx vertx,
      FairWorkers workers,
      DocumentStore store,
      ReadMemory memory,
      CardStore cards,
      CardCache cache,
      VerificationSteps.SignatureCheck check) {
    this.vertx = vertx;
    this.workers = workers;
    this.store = store;
    this.memory = memory;
    this.cards = cards;
    this.cache = cache;
    this.check = check;
  }

  /** A result for each verification, in their order. */
  Future<List<VerificationResult>> verify(List<Verification> verifications) {
    Future<Map<String, OwnerCards>> signers = signers(verifications);
    Future<Map<String, Parties>> exchanges = exchanges(verifications);
    return Future.all(signers, exchanges)
        .compose(
            read ->
                check(
                    verifications,
                    new VerificationSteps(
                        verifications, signers.result(), exchanges.result(), check)));
  }

  private Future<List<VerificationResult>> check(
      List<Verification> verifications, VerificationSteps steps) {
    return verifications.isEmpty()
        ? Future.succeededFuture(List.of())
        : workers.runSteps(verifications.get(0).signer(), steps).map(done -> steps.results());
  }

  private Future<Map<String, OwnerCards>> signers(List<Verification> verifications) {
    Map<String, Set<String>> keysBySigner = new LinkedHashMap<>();
    for (Verification each : verifications) {
      keysBySigner.merge(
          each.signer(),
          each.signatures().stream().map(SignedMessage::keyId).collect(Collectors.toSet()),
          BatchVerifier::union);
    }
    List<Future<OwnerCards>> loads = new ArrayList<>();
    keysBySigner.forEach((signer, keyIds) -> loads.add(cardsWith(signer, keyIds)));
    return Future.all(loads)
        .map(
            all ->
                all.<OwnerCards>list().stream()
                    .collect(Collectors.toMap(OwnerCards::owner, owned -> owned)));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    some.addAll(others);
    return some;
  }

  /** The remembered cards; read again if one is missing, which another node may have published. */
  private Future<OwnerCards> cardsWith(String signer, Set<String> keyIds) {
    return cached(signer)
        .compose(
            owned -> {
              if (keyIds.stream().allMatch(keyId -> owned.find(keyId).isPresent())) {
                return Future.succeededFuture(owned);
              }
              cache.invalidate(signer);
              return cached(signer);
            });
  }

  private Future<OwnerCards> cached(String signer) {
    return cache.get(signer, vertx.getOrCreateContext(), () -> cards.of(signer, signer));
  }

  private Future<Map<String, Parties>> exchanges(List<Verification> verifications) {
    List<String> ids =
        verifications.stream()
            .flatMap(each -> each.exchanges().stream())
            .map(ExchangeUse::id)
            .distinct()
            .toList();
    Map<String, Parties> byId = new HashMap<>();
    if (ids.isEmpty()) {
      return Future.succeededFuture(byId);
    }
    return ManyDocuments.inTurns(
            memory,
            verifications.get(0).signer(),
            store,
            CryptoCollections.EXCHANGES,
            ids,
            found -> found.map(Parties::of))
        .map(
            found -> {
              for (int i = 0; i < ids.size(); i++) {
                String id = ids.get(i);
                found.get(i).ifPresent(parties -> byId.put(id, parties));
              }
              return byId;
            });
  }
}
