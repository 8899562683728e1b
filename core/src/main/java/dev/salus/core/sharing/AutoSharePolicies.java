package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Invalid;
import dev.salus.api.Verification;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.core.rules.Limits;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The signed policies of automatic sharing, one for each data owner (protocol §7). */
final class AutoSharePolicies {

  static final CollectionSpec SPEC = CollectionSpec.of("policies");

  /** The most delegates that one kind may list. */
  static final int MAX_DELEGATES = 500;

  private static final String POLICY = "policy";

  private final DocumentStore store;
  private final Clock clock;
  private final CryptoService crypto;

  AutoSharePolicies(DocumentStore store, Clock clock, CryptoService crypto) {
    this.store = store;
    this.clock = clock;
    this.crypto = crypto;
  }

  Future<JsonObject> get(Caller caller) {
    return store
        .get(SPEC.name(), caller.requireDataOwner())
        .map(found -> found.map(AutoSharePolicies::answer).orElseGet(JsonObject::new));
  }

  Future<JsonObject> put(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    AutoSharePolicy policy = in.object(POLICY, AutoSharePolicy::read);
    String rev = in.optionalText("rev");
    in.end();
    String owner = caller.requireDataOwner();
    require(policy.owner().equals(owner), "owner", "must be the caller's data owner");
    return store
        .get(SPEC.name(), owner)
        .compose(
            found -> isRepeated(found, policy) ? answered(found) : replace(found, rev, policy));
  }

  private static boolean isRepeated(Optional<Document> found, AutoSharePolicy policy) {
    return found
        .map(AutoSharePolicies::stored)
        .filter(stored -> stored.signature().equals(policy.signature()))
        .filter(stored -> stored.signedBy().equals(policy.signedBy()))
        .filter(stored -> Arrays.equals(stored.signedBytes(), policy.signedBytes()))
        .isPresent();
  }

  private static Future<JsonObject> answered(Optional<Document> found) {
    return Future.succeededFuture(answer(found.orElseThrow()));
  }

  private Future<JsonObject> replace(
      Optional<Document> found, @Nullable String rev, AutoSharePolicy policy) {
    String storedRev = found.map(Document::storedRev).orElse(null);
    if (!Objects.equals(rev, storedRev)) {
      throw new Conflict("the policy has been changed since it was read", storedRev);
    }
    requireAcceptable(
        found.map(AutoSharePolicies::stored).map(AutoSharePolicy::version).orElse(0L), policy);
    Document next =
        new Document(policy.owner(), rev, new JsonObject().put(POLICY, policy.toJson()));
    return crypto
        .verify(List.of(toVerify(policy)))
        .compose(results -> store(results, next))
        .map(AutoSharePolicies::answer);
  }

  private Future<Document> store(List<VerificationResult> results, Document next) {
    VerificationResult.requireAll(results);
    return store.put(SPEC.name(), next);
  }

  private void requireAcceptable(long storedVersion, AutoSharePolicy policy) {
    require(policy.version() > storedVersion, "version", "must be higher than what is stored");
    require(
        Math.abs(clock.millis() - policy.updatedAt()) <= Limits.CLOCK_TOLERANCE_MS,
        "updatedAt",
        "must be within 5 minutes of the server's clock");
    requireBounded(policy.all(), "all");
    requireBounded(policy.medicalInformation(), "medicalInformation");
    requireBounded(policy.administrativeInformation(), "administrativeInformation");
  }

  private static void requireBounded(List<String> delegates, String field) {
    require(delegates.size() <= MAX_DELEGATES, field, "must be at most " + MAX_DELEGATES);
  }

  private static void require(boolean holds, String field, String rule) {
    if (!holds) {
      String path = POLICY + "." + field;
      throw new Invalid(path, path + ": " + rule);
    }
  }

  private static Verification toVerify(AutoSharePolicy policy) {
    SignedMessage message =
        new SignedMessage(
            POLICY + ".signature",
            policy.signedBy(),
            Base64Url.encode(policy.signedBytes()),
            policy.signature());
    return new Verification(policy.owner(), List.of(message), List.of());
  }

  private static AutoSharePolicy stored(Document document) {
    return AutoSharePolicy.parse(document.body().getJsonObject(POLICY), POLICY);
  }

  private static JsonObject answer(Document document) {
    return new JsonObject()
        .put(POLICY, document.body().getJsonObject(POLICY))
        .put("rev", document.storedRev());
  }
}
