package dev.salus.sdk.recovery;

import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.SetAcceptance;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who has taken on a set of the caller's (protocol §9.4), by the notaries' signatures. A server can
 * hide one, and make none.
 */
final class SetAcceptances {

  private final Vertx vertx;
  private final ServerApi server;
  private final CardDirectory cards;

  SetAcceptances(Vertx vertx, ServerApi server, OwnerKeys keys) {
    this.vertx = vertx;
    this.server = server;
    this.cards = keys.cards();
  }

  /** The notaries whose word holds. */
  Future<Set<String>> of(NotarySet set) {
    return server.notaryAcceptances(set.setId()).compose(answer -> of(set, answer));
  }

  private Future<Set<String>> of(NotarySet set, JsonObject answer) {
    JsonObject said =
        answer.getValue("acceptances") instanceof JsonObject acceptances
            ? acceptances
            : new JsonObject();
    return Future.all(set.notaries().stream().map(each -> by(set, each, said)).toList())
        .map(CompositeFuture::<Optional<String>>list)
        .map(SetAcceptances::present);
  }

  private static Set<String> present(List<Optional<String>> notaries) {
    Set<String> present = new TreeSet<>();
    notaries.forEach(notary -> notary.ifPresent(present::add));
    return present;
  }

  private Future<Optional<String>> by(NotarySet set, String notary, JsonObject said) {
    Optional<SetAcceptance> acceptance = parse(said.getValue(notary));
    return acceptance.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : cards
            .confirmed(notary)
            .compose(
                trusted ->
                    vertx.executeBlocking(
                        () ->
                            holds(set, acceptance.get(), trusted)
                                ? Optional.of(notary)
                                : Optional.<String>empty(),
                        false));
  }

  private static Optional<SetAcceptance> parse(@Nullable Object json) {
    try {
      return json instanceof JsonObject object
          ? Optional.of(SetAcceptance.parse(object))
          : Optional.empty();
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  private static boolean holds(NotarySet set, SetAcceptance acceptance, TrustedCards notary) {
    Optional<KeyCard> signer = notary.card(acceptance.by());
    return signer.isPresent()
        && signer.get().mayHaveSignedAt(acceptance.at())
        && signer
            .get()
            .verifies(
                SetAcceptance.signedBytes(set, notary.owner(), acceptance.at()),
                acceptance.signature());
  }
}
