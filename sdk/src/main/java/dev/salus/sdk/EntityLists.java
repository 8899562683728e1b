package dev.salus.sdk;

import dev.salus.core.api.InternalFault;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.core.protocol.EntityType;
import dev.salus.sdk.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.PotentiallyEncrypted.Refused;
import dev.salus.sdk.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.error.UntrustedKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists of entities of one kind. That the server lists something is no reason to believe that it
 * belongs there, and what somebody else wrote wrongly does not hide the rest.
 */
final class EntityLists<T> {

  private static final Logger LOG = LoggerFactory.getLogger(EntityLists.class);
  private static final int PAGE = 500;

  private final Client client;
  private final ModelType<T> type;
  private final EntityReads<T> reads;

  EntityLists(Client client, ModelType<T> type, EntityReads<T> reads) {
    this.client = client;
    this.type = type;
    this.reads = reads;
  }

  /** A page of what the caller may see. */
  Future<EntityPage<T>> list(EntityFilter filter) {
    return page(filter.toQuery(), filter::matches);
  }

  /** All about a patient that the caller can open; what is refused is left out and logged. */
  Future<List<T>> about(String patientId) {
    return client
        .withKeys()
        .compose(keyed -> keyed.reader().patients().require(patientId))
        .compose(secret -> new Linked(PatientLinks.link(secret, entityType())).all());
  }

  private EntityType entityType() {
    return type.type();
  }

  private Future<EntityPage<T>> page(JsonObject query, Predicate<EntityHeader> belongs) {
    return client
        .transport()
        .listEntities(entityType(), query)
        .compose(answer -> page(Answers.items(answer), Answers.next(answer), belongs));
  }

  private Future<EntityPage<T>> page(
      List<JsonObject> listed, @Nullable String next, Predicate<EntityHeader> belongs) {
    List<Future<PotentiallyEncrypted<T>>> items =
        listed.stream().map(item -> reads.tryOpen(item, belongs)).toList();
    return Future.all(items)
        .map(all -> new EntityPage<>(items.stream().map(Future::result).toList(), next));
  }

  /** A walk over all pages of what carries a link. */
  private final class Linked {

    private final String link;
    private final Map<String, T> found = new LinkedHashMap<>();
    private final Set<String> met = new HashSet<>();

    private Linked(String link) {
      this.link = link;
    }

    private Future<List<T>> all() {
      Promise<List<T>> promise = Promise.promise();
      walk(null, promise);
      return promise.future();
    }

    /** One page after the other, in a chain of calls and not of futures: it may be a long one. */
    private void walk(@Nullable String cursor, Promise<List<T>> promise) {
      JsonObject query = new JsonObject().put("link", link).put("limit", PAGE);
      if (cursor != null) {
        query.put("cursor", cursor);
      }
      Future.succeededFuture(query)
          .compose(asked -> page(asked, header -> header.links().contains(link)))
          .map(this::collect)
          .onFailure(promise::fail)
          .onSuccess(
              next ->
                  next.ifPresentOrElse(
                      after -> walk(after, promise),
                      () -> promise.complete(new ArrayList<>(found.values()))));
    }

    /** Where the next page begins, if there is one. */
    private Optional<String> collect(EntityPage<T> page) {
      int before = met.size();
      page.items().forEach(this::collect);
      if (page.next() != null && met.size() == before) {
        throw new InternalFault("the server's list goes on without anything new in it");
      }
      return Optional.ofNullable(page.next());
    }

    private void collect(PotentiallyEncrypted<T> item) {
      if (item instanceof Decrypted<T> open) {
        String id = String.valueOf(type.id(open.value()));
        met.add(id);
        found.putIfAbsent(id, open.value());
      } else if (item instanceof StillEncrypted<T> closed) {
        met.add(closed.clear().header().id());
        if (closed.reason() instanceof UntrustedKey untrusted) {
          throw untrusted;
        }
      } else if (item instanceof Refused<T> refused) {
        met.add(String.valueOf(refused.id()));
        LOG.warn("left out of a list: {}", refused.reason().getClass().getSimpleName());
      }
    }
  }
}
