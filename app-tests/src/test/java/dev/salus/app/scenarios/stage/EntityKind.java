package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.Metadata;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** One of the three types of entity, so that what holds for each of them is told once. */
public interface EntityKind<T> {

  /** The literal example. */
  T example();

  String id(T entity);

  Metadata metadata(T entity);

  T withId(T entity, String id);

  T withMetadata(T entity, Metadata metadata);

  /** The entity with another free text, which is encrypted. */
  T noted(T entity, String note);

  String note(T entity);

  /** Creates it; a medical one about a patient of the creator, made first. */
  Future<T> create(Person creator, T entity);

  /** The same; a medical one about this patient of the creator. */
  Future<T> createAbout(Person creator, T entity, String patientId);

  /** Writes the next version; a medical one stays with its patient. */
  Future<T> modify(Person writer, T entity);

  Future<T> get(Person reader, String id);

  Future<PotentiallyEncrypted<T>> tryGet(Salus reader, String id);

  Future<EntityPage<T>> list(Salus reader, EntityFilter filter);

  Future<T> share(Person sharer, T entity, String delegate, Access access);

  Future<T> shareRetrying(Person sharer, String id, String delegate, int tries);

  Future<AccessRevoked<T>> revoke(Person revoker, T entity, String delegate);

  Future<Optional<T>> remove(Person remover, T entity, String delegate);

  Future<T> copyWithout(Person author, T entity, String delegate);

  EntityType type();

  Future<String> delete(Person deleter, String id);

  Future<List<BatchResult<String>>> delete(Person deleter, List<String> ids);

  /** Creates the literal example. */
  default T create(Person creator) {
    return await(create(creator, example()));
  }

  /** Shares it with the sharer's own permission. */
  default Future<T> share(Person sharer, T entity, Person delegate) {
    return share(sharer, entity, delegate.id(), Access.SAME);
  }

  /** Locks somebody out. */
  default Future<AccessRevoked<T>> revoke(Person revoker, T entity, Person delegate) {
    return revoke(revoker, entity, delegate.id());
  }

  /** Whether the reader's own list has it. */
  default boolean isListed(Person reader, String id) {
    return await(list(reader.salus(), EntityFilter.ALL)).items().stream()
        .anyMatch(item -> id(item).equals(id));
  }

  /** The id of what a list has, open or not. */
  default String id(PotentiallyEncrypted<T> item) {
    if (item instanceof PotentiallyEncrypted.Decrypted<T> open) {
      return id(open.value());
    }
    return ((PotentiallyEncrypted.StillEncrypted<T>) item).clear().header().id();
  }
}
