package dev.salus.core.crypto;

import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verifies signatures and uses of exchanges, a batch as one job on a worker (protocol §5). */
final class BatchVerifier {

  private static final int STORE_BATCH = 1_000;

  private final Vertx vertx;
  private final DocumentStore store;
  private final CardStore cards;
  private final CardCache cache;

  BatchVerifier(Vertx vertx, DocumentStore store, CardStore cards, CardCache cache) {
    this.vertx = vertx;
    this.store = store;
    this.cards = cards;
    this.cache = cache;
  }

  /** A result for each verification, in their order. */
  Future<List<VerificationResult>> verify(List<Verification> verifications) {
    Future<Map<String, OwnerCards>> signers = signers(verifications);
    Future<Map<String, ExchangeRecord>> exchanges = exchanges(verifications);
    return Future.all(signers, exchanges)
        .compose(
            read ->
                vertx.executeBlocking(
                    () -> check(verifications, signers.result(), exchanges.result()), false));
  }

  private static List<VerificationResult> check(
      List<Verification> verifications,
      Map<String, OwnerCards> signers,
      Map<String, ExchangeRecord> exchanges) {
    List<VerificationResult> results = new ArrayList<>(verifications.size());
    for (Verification each : verifications) {
      OwnerCards cards = signers.getOrDefault(each.signer(), OwnerCards.none(each.signer()));
      results.add(check(each, cards, exchanges));
    }
    return results;
  }

  private static VerificationResult check(
      Verification verification, OwnerCards cards, Map<String, ExchangeRecord> exchanges) {
    for (ExchangeUse use : verification.exchanges()) {
      if (!isBetween(use, exchanges.get(use.id()))) {
        return refused(
            use.field(), "must use an exchange of the one who shares with that delegate");
      }
    }
    for (SignedMessage signed : verification.signatures()) {
      String problem = problem(signed, cards.find(signed.keyId()));
      if (problem != null) {
        return refused(signed.field(), problem);
      }
    }
    return VerificationResult.HOLDS;
  }

  private static boolean isBetween(ExchangeUse use, @Nullable ExchangeRecord record) {
    return record != null
        && record.delegator().equals(use.delegator())
        && record.delegate().equals(use.delegate());
  }

  private static @Nullable String problem(SignedMessage signed, Optional<KeyCard> card) {
    if (card.isEmpty()) {
      return "is signed by a card that the signer has not published";
    }
    if (card.get().retired() != null) {
      return "is signed by a card that is retired";
    }
    byte[] message = Base64Url.decode(signed.message(), signed.field());
    return card.get().verifies(message, signed.signature())
        ? null
        : "the signature does not hold under the card that is named";
  }

  private static VerificationResult refused(String field, String rule) {
    return new VerificationResult(field, field + ": " + rule);
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
    return cache.get(signer, vertx.getOrCreateContext(), () -> cards.of(signer));
  }

  private Future<Map<String, ExchangeRecord>> exchanges(List<Verification> verifications) {
    List<String> ids =
        verifications.stream()
            .flatMap(each -> each.exchanges().stream())
            .map(ExchangeUse::id)
            .distinct()
            .toList();
    List<Future<List<Optional<Document>>>> reads = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += STORE_BATCH) {
      List<String> batch = ids.subList(i, Math.min(ids.size(), i + STORE_BATCH));
      reads.add(store.getMany(CryptoCollections.EXCHANGES, batch));
    }
    return Future.all(reads).map(all -> byId(all.<List<Optional<Document>>>list()));
  }

  private static Map<String, ExchangeRecord> byId(List<List<Optional<Document>>> read) {
    Map<String, ExchangeRecord> byId = new HashMap<>();
    for (List<Optional<Document>> batch : read) {
      for (Optional<Document> found : batch) {
        found.map(ExchangeDocument::record).ifPresent(record -> byId.put(record.id(), record));
      }
    }
    return byId;
  }
}
