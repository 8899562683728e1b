package dev.salus.app.boundaries;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.Tag;
import dev.salus.sdk.transport.Transport;
import dev.salus.testkit.TransportBetween;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Between clients and their transports: keeps every exchange record, every entity and every set of
 * notaries that goes to the server or comes from it.
 */
final class Tap {

  private final Kept sent = new Kept();
  private final Kept answered = new Kept();

  /** The same transport with this tap on it. */
  Transport on(Transport transport) {
    return new TransportBetween(transport) {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        sent.keep((Object) body);
        return super.call(operation, parameters, body).onSuccess(answered::keep);
      }
    };
  }

  /** What was sent, taken by the server or not. */
  Kept sent() {
    return sent;
  }

  /** What the server has. */
  Kept answered() {
    return answered;
  }

  /**
   * What the server knows: the tags that were published, which entities there are, whose, and who
   * signed them with which key.
   */
  Set<String> publishedTextsAndIds() {
    Set<String> known = new HashSet<>();
    for (Entity entity : answered.entities()) {
      known.add(entity.header().id());
      known.add(entity.header().author());
      known.add(entity.header().modifiedBy());
      known.add(entity.header().signedBy());
      for (Tag tag : entity.header().tags()) {
        known.add(tag.type());
        known.add(tag.code());
        Optional.ofNullable(tag.version()).ifPresent(known::add);
      }
    }
    return known;
  }

  /** What went in one direction, each once. */
  static final class Kept {

    private final Set<String> records = ConcurrentHashMap.newKeySet();
    private final Set<String> notarySets = ConcurrentHashMap.newKeySet();
    private final Set<String> entities = ConcurrentHashMap.newKeySet();

    private void keep(Object value) {
      if (value instanceof JsonObject json) {
        keep(json);
      } else if (value instanceof Map<?, ?> map) {
        map.values().forEach(this::keep);
      } else if (value instanceof JsonArray array) {
        array.forEach(this::keep);
      } else if (value instanceof Collection<?> list) {
        list.forEach(this::keep);
      }
    }

    private void keep(JsonObject json) {
      if (json.containsKey("keyCommitment")) {
        entities.add(json.encode());
      } else if (json.containsKey("commitment")) {
        records.add(json.encode());
      } else if (json.containsKey("set") && json.containsKey("shares")) {
        notarySets.add(json.encode());
      } else {
        keep(json.getMap());
      }
    }

    /** The records that can be read as such. */
    List<ExchangeRecord> records() {
      return readable(records, ExchangeRecord::parse);
    }

    /** The entities that can be read as such. */
    List<Entity> entities() {
      return readable(entities, Entity::parse);
    }

    /** The sets of notaries with the sealed shares: {@code {set, shares}}. */
    List<JsonObject> notarySets() {
      return notarySets.stream().map(JsonObject::new).toList();
    }
  }

  private static <T> List<T> readable(Set<String> kept, Function<JsonObject, T> parse) {
    return kept.stream().flatMap(each -> attempt(new JsonObject(each), parse).stream()).toList();
  }

  /** Empty for the junk that attackers send. */
  private static <T> Optional<T> attempt(JsonObject json, Function<JsonObject, T> parse) {
    try {
      return Optional.of(parse.apply(json));
    } catch (ProtocolViolation junk) {
      return Optional.empty();
    }
  }
}
