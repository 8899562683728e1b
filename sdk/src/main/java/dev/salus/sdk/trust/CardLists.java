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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cards that the server lists for a data owner now; whatever is none is left out. */
final class CardLists {

  private static final Logger LOG = LoggerFactory.getLogger(CardLists.class);

  private final Vertx vertx;
  private final ServerApi server;

  CardLists(Vertx vertx, ServerApi server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** All that are cards, unchecked. */
  Future<List<KeyCard>> of(String owner) {
    return Future.succeededFuture(new JsonObject())
        .compose(all -> AllPages.of(query -> server.cards(owner, query), all, CardLists::parse));
  }

  /** Those that are valid, told apart by whether these pins make them trusted. */
  Future<TrustedCards> of(String owner, Pins pins) {
    return of(owner).compose(listed -> decide(owner, listed, pins));
  }

  /** The same of a list that is there. */
  Future<TrustedCards> decide(String owner, List<KeyCard> listed, Pins pins) {
    return vertx.executeBlocking(() -> CardTrust.decide(owner, listed, pins), false);
  }

  private static List<KeyCard> parse(JsonObject answer) {
    if (answer.getValue("items") instanceof JsonArray items) {
      return items.stream().map(CardLists::card).flatMap(Optional::stream).toList();
    }
    throw new InternalFault("the server's list of cards is not one");
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
