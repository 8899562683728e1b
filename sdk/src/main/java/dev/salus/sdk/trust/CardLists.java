package dev.salus.sdk.trust;

import dev.salus.api.InternalFault;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cards that the server lists for a data owner now; whatever is none is left out. */
final class CardLists {

  private static final Logger LOG = LoggerFactory.getLogger(CardLists.class);

  private final Vertx vertx;
  private final ServerApi server;
  private final Clock clock;
  private final VerifiedSignatures signatures;

  CardLists(Vertx vertx, ServerApi server, Clock clock, VerifiedSignatures signatures) {
    this.vertx = vertx;
    this.server = server;
    this.clock = clock;
    this.signatures = signatures;
  }

  /** All that are cards, unchecked. */
  Future<CardList> of(String owner) {
    return Future.succeededFuture(new JsonObject())
        .compose(
            all -> AllPages.of(query -> server.cards(owner, query), all, answer -> List.of(answer)))
        .map(pages -> list(owner, pages));
  }

  /** Those that are valid, told apart by whether these pins make them trusted. */
  Future<TrustedCards> of(String owner, Pins pins) {
    return of(owner).compose(listed -> decide(listed, pins));
  }

  /** The same of a list that is there. */
  Future<TrustedCards> decide(CardList listed, Pins pins) {
    return vertx.executeBlocking(
        () -> CardTrust.decide(listed.owner(), listed.cards(), pins, clock.millis(), checks()),
        false);
  }

  /**
   * The card of a stranger that first use takes, and all others with it; empty if it takes none.
   */
  Future<Optional<String>> firstUse(CardList listed) {
    return vertx.executeBlocking(() -> FirstUseRule.taken(listed, clock.millis(), checks()), false);
  }

  private CardSignatureChecks checks() {
    return new CardSignatureChecks(signatures);
  }

  private static CardList list(String owner, List<JsonObject> pages) {
    List<Object> items = pages.stream().flatMap(CardLists::items).toList();
    if (items.size() > CardList.MOST) {
      throw new InternalFault("the server lists more cards than a data owner can have");
    }
    return new CardList(
        owner,
        items.stream().map(CardLists::card).flatMap(Optional::stream).toList(),
        pages.stream().flatMap(CardLists::unvouched).collect(Collectors.toSet()));
  }

  private static Stream<Object> items(JsonObject answer) {
    if (!(answer.getValue("items") instanceof JsonArray items)) {
      throw new InternalFault("the server's list of cards is not one");
    }
    return items.stream();
  }

  private static Stream<String> unvouched(JsonObject answer) {
    return answer.getValue("unvouched") instanceof JsonArray keyIds
        ? keyIds.stream().map(String::valueOf)
        : Stream.empty();
  }

  private static Optional<KeyCard> card(Object json) {
    try {
      return json instanceof JsonObject object
          ? Optional.of(KeyCard.parse(object))
          : Optional.empty();
    } catch (ProtocolViolation violation) {
      LOG.warn("ignored a key card that breaks the protocol: {}", violation.kind());
      return Optional.empty();
    }
  }
}
