package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.NotFound;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data owners. Patients have no name here, and only administrators list them: everybody else finds
 * professionals and devices, and patients by id only.
 */
final class DataOwnerDirectory {

  private static final int MAX_NAME_CHARACTERS = 256;
  private static final Set<String> TYPES = Set.of(DataOwnerRecord.PATIENT, "hcp", "device");

  private final DocumentStore store;
  private final ReadMemory memory;
  private final SecureRandom random;

  /**
   * @param memory for lists
   */
  DataOwnerDirectory(DocumentStore store, ReadMemory memory, SecureRandom random) {
    this.store = store;
    this.memory = memory;
    this.random = random;
  }

  /** Creates one for an administrator. */
  Future<JsonObject> create(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String type = type(in);
    String name = in.has("name") ? name(in) : null;
    in.end();
    if (name != null && type.equals(DataOwnerRecord.PATIENT)) {
      throw in.violation(Kind.VALUE, "name", "is not kept for a patient");
    }
    caller.requireAdmin();
    return put(new DataOwnerRecord(Ids.random(random), null, type, name, null))
        .map(DataOwnerRecord::toJson);
  }

  private static String type(FieldReader in) {
    String type = in.text("type");
    if (!TYPES.contains(type)) {
      throw in.violation(Kind.VALUE, "type", "must be patient, hcp or device");
    }
    return type;
  }

  private static String name(FieldReader in) {
    String name = in.text("name");
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw in.violation(Kind.SYNTAX, "name", "must not have a lone surrogate");
    }
    int characters = name.codePointCount(0, name.length());
    if (characters < 1 || characters > MAX_NAME_CHARACTERS) {
      throw in.violation(Kind.VALUE, "name", "must have 1 to 256 characters");
    }
    return name;
  }

  /** One, to anybody who knows its id. */
  Future<JsonObject> get(String id) {
    return find(id)
        .map(
            found ->
                found
                    .map(DataOwnerRecord::toJson)
                    .orElseThrow(() -> new NotFound("there is no such data owner")));
  }

  /** The one with this id. */
  Future<Optional<DataOwnerRecord>> find(String id) {
    return Ids.isUuid(id)
        ? store
            .get(IdentityCollections.DATA_OWNERS, id)
            .map(found -> found.map(DataOwnerRecord::of))
        : Future.succeededFuture(Optional.empty());
  }

  /** The patient with this id, made if there is none (protocol §1). */
  Future<DataOwnerRecord> ensurePatient(String id) {
    return find(id)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found.get())
                    : put(new DataOwnerRecord(id, null, DataOwnerRecord.PATIENT, null, null))
                        .recover(failure -> findAfter(failure, id)));
  }

  private Future<DataOwnerRecord> findAfter(Throwable failure, String id) {
    return failure instanceof RevisionConflict
        ? find(id).map(found -> found.orElseThrow())
        : Future.failedFuture(failure);
  }

  /** Writes a data owner at the revision it has. */
  Future<DataOwnerRecord> put(DataOwnerRecord owner) {
    return store.put(IdentityCollections.DATA_OWNERS, owner.toDocument()).map(DataOwnerRecord::of);
  }

  /** A page of those of a type whose names begin so. */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    String type = in.has("type") ? type(in) : null;
    String name = in.has("name") ? name(in) : null;
    PageRequest page = PageRequest.read(in);
    in.end();
    Query indexed = query(caller, type, page);
    return ListPages.inTurns(
        memory,
        FairWorkers.turnOf(caller),
        store,
        IdentityCollections.DATA_OWNERS,
        name == null ? indexed : beginningWith(indexed, name),
        document -> DataOwnerRecord.of(document).toJson());
  }

  private static Query query(Caller caller, @Nullable String type, PageRequest page) {
    if (type == null) {
      return page.of(
          caller.isAdmin() ? IdentityCollections.BY_NAME : IdentityCollections.BY_PUBLIC_NAME);
    }
    if (type.equals(DataOwnerRecord.PATIENT)) {
      caller.requireAdmin();
    }
    return page.of(IdentityCollections.BY_TYPE, type);
  }

  /** All that begins with a hexadecimal text comes before that text followed by a g. */
  private static Query beginningWith(Query query, String name) {
    String beginning = DataOwnerRecord.order(name);
    return query.between(beginning, beginning + "g");
  }
}
