package dev.salus.core.quota;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much each data owner may have: what is usual, and what administrators raised. */
public final class OwnerQuotas {

  private static final String FIELD = "quotas";

  private final DocumentStore store;
  private final String collection;
  private final IdentityService identity;

  /**
   * @param collection has a document {@code {quotas: {name: limit}}} for each owner of whom one was
   *     raised; needs no index
   * @param identity knows which data owners there are
   */
  public OwnerQuotas(DocumentStore store, String collection, IdentityService identity) {
    this.store = store;
    this.collection = collection;
    this.identity = identity;
  }

  /** How much of something an owner may have. */
  public Future<Long> of(String owner, Quota quota) {
    return raised(owner).map(found -> raised(found).getLong(quota.wireName(), quota.usual()));
  }

  /** The limit of a row of an owner's. */
  public Usage.Limit limit(String owner, Quota quota) {
    return new Usage.Limit(quota, () -> of(owner, quota));
  }

  /** Fails with {@link QuotaExceeded} if this is more than an owner may have. */
  public Future<Void> require(String owner, Quota quota, long wanted) {
    return wanted <= quota.usual()
        ? Future.succeededFuture()
        : of(owner, quota)
            .compose(
                most ->
                    wanted <= most
                        ? Future.succeededFuture()
                        : Future.failedFuture(quota.exceeded(most)));
  }

  /** {@code {quotas, rev?}}, to the owner and to administrators. */
  public Future<JsonObject> show(Caller caller, String owner) {
    if (!caller.isAdmin() && !caller.actsFor(owner)) {
      throw new Forbidden("only the data owner itself and administrators see its quotas");
    }
    return requireDataOwner(owner).compose(exists -> raised(owner)).map(OwnerQuotas::answer);
  }

  /** Replaces what is raised. */
  public Future<JsonObject> put(Caller caller, String owner, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    JsonObject quotas = in.object(FIELD, OwnerQuotas::read);
    String rev = in.optionalText("rev");
    in.end();
    caller.requireAdmin();
    return requireDataOwner(owner)
        .compose(exists -> raised(owner))
        .compose(
            found -> {
              requireRevision(found, rev);
              JsonObject raised = new JsonObject().put(FIELD, quotas);
              return store.put(collection, new Document(owner, rev, raised));
            })
        .map(stored -> answer(Optional.of(stored)));
  }

  private static JsonObject read(FieldReader in) {
    JsonObject quotas = new JsonObject();
    for (Quota quota : Quota.values()) {
      String name = quota.wireName();
      if (in.has(name)) {
        long limit = in.integer(name);
        if (limit < quota.usual() || limit > quota.highest()) {
          throw in.violation(
              Kind.INTEGER, name, "must be " + quota.usual() + " to " + quota.highest());
        }
        quotas.put(name, limit);
      }
    }
    return quotas;
  }

  private static void requireRevision(Optional<Document> found, @Nullable String rev) {
    String stored = found.map(Document::storedRev).orElse(null);
    if (!Objects.equals(stored, rev)) {
      throw new Conflict("the quotas have been changed since they were read", stored);
    }
  }

  private Future<Optional<Document>> raised(String owner) {
    return store.get(collection, owner);
  }

  private static JsonObject raised(Optional<Document> found) {
    return found.map(document -> document.body().getJsonObject(FIELD)).orElseGet(JsonObject::new);
  }

  private static JsonObject answer(Optional<Document> found) {
    JsonObject raised = raised(found);
    JsonObject all = new JsonObject();
    for (Quota quota : Quota.values()) {
      all.put(quota.wireName(), raised.getLong(quota.wireName(), quota.usual()));
    }
    JsonObject answer = new JsonObject().put(FIELD, all);
    found.ifPresent(document -> answer.put("rev", document.storedRev()));
    return answer;
  }

  private Future<Void> requireDataOwner(String owner) {
    return identity
        .dataOwnerExists(owner)
        .compose(
            exists ->
                exists
                    ? Future.succeededFuture()
                    : Future.failedFuture(new NotFound("there is no such data owner")));
  }
}
