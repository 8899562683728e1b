package dev.salus.sdk.entity;

import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.entity.ModelReader.Shown;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.LeftOutEntity;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Refused;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Lists of entities of one kind. That the server lists something is no reason to believe that it
 * belongs there, and what somebody else wrote wrongly does not hide the rest.
 */
final class EntityLists<T> {

  private static final int PAGE = 500;

  private final ServerApi server;
  private final NeedsKeys<EntityReader> entities;
  private final ModelReader<T> reader;
  private final EncryptedFields encryptedFields;
  private final EntityType type;

  EntityLists(
      ServerApi server,
      NeedsKeys<EntityReader> entities,
      ModelReader<T> reader,
      EncryptedFields encryptedFields) {
    this.server = server;
    this.entities = entities;
    this.reader = reader;
    this.encryptedFields = encryptedFields;
    this.type = reader.models().type();
  }

  /** A page of what the caller may see; fails if it cannot be searched for. */
  Future<EntityPage<T>> list(EntityFilter filter) {
    return Future.succeededFuture(filter)
        .map(this::searchable)
        .compose(asked -> page(asked.toQuery(), asked::matches));
  }

  /**
   * The filter, if the server can search by it.
   *
   * @throws dev.salus.api.Invalid if this connection does not publish what it asks for
   */
  EntityFilter searchable(EntityFilter filter) {
    return filter.requirePublished(encryptedFields);
  }

  /** All about a patient that the caller can open and believes; the others are named beside it. */
  Future<OpenEntities<T>> about(String patientId) {
    return allAbout(patientId).map(this::open);
  }

  /** All about a patient that the caller may see, opened or with the reason why not. */
  Future<List<PotentiallyEncrypted<T>>> allAbout(String patientId) {
    return entities
        .get()
        .compose(opening -> opening.patients().require(patientId))
        .compose(secret -> linked(PatientLinks.link(secret, type)));
  }

  private Future<List<PotentiallyEncrypted<T>>> linked(String link) {
    LinkedPages pages = new LinkedPages(server, type, link, PAGE);
    List<Shown<T>> found = new ArrayList<>();
    return pages
        .forEach(listed -> items(listed, pages::isLinked).map(found::addAll))
        .compose(done -> current(found, pages::isLinked, CardDirectory.MOST_TRIES));
  }

  private OpenEntities<T> open(List<PotentiallyEncrypted<T>> items) {
    List<T> open = new ArrayList<>();
    List<LeftOutEntity> leftOut = new ArrayList<>();
    for (PotentiallyEncrypted<T> item : items) {
      if (item instanceof Decrypted<T> decrypted) {
        open.add(decrypted.value());
      } else {
        leftOut.add(leftOut(item));
      }
    }
    return new OpenEntities<>(open, leftOut);
  }

  private LeftOutEntity leftOut(PotentiallyEncrypted<T> item) {
    if (item instanceof Doubtful<T> doubtful) {
      return new LeftOutEntity(reader.models().id(doubtful.value()), doubtful.reason());
    }
    if (item instanceof StillEncrypted<T> closed) {
      String id = closed.clear().header().id();
      return new LeftOutEntity(id, Objects.requireNonNull(closed.reason(), "with keys"));
    }
    Refused<T> refused = (Refused<T>) item;
    return new LeftOutEntity(refused.id(), refused.reason());
  }

  private Future<EntityPage<T>> page(JsonObject query, Predicate<EntityHeader> belongs) {
    return server
        .listEntities(type, query)
        .compose(
            answer ->
                items(ServerAnswers.items(answer), belongs)
                    .compose(shown -> current(shown, belongs, CardDirectory.MOST_TRIES))
                    .map(items -> new EntityPage<>(items, ServerAnswers.next(answer))));
  }

  /**
   * All items as they are to be shown. If somebody decided about who signed one before the last was
   * open, that one is asked for again: a decision holds for all that a call shows after it.
   */
  private Future<List<PotentiallyEncrypted<T>>> current(
      List<Shown<T>> shown, Predicate<EntityHeader> belongs, int tries) {
    List<Integer> stale =
        IntStream.range(0, shown.size()).filter(i -> !shown.get(i).isCurrent()).boxed().toList();
    if (stale.isEmpty()) {
      return Future.succeededFuture(shown.stream().map(Shown::item).toList());
    }
    return tries == 0
        ? Future.failedFuture(CardDirectory.trustChanged())
        : again(new ArrayList<>(shown), stale, belongs)
            .compose(now -> current(now, belongs, tries - 1));
  }

  /** Some at a time: a human's decision is rare, and what it concerns may be all. */
  private Future<List<Shown<T>>> again(
      List<Shown<T>> shown, List<Integer> stale, Predicate<EntityHeader> belongs) {
    if (stale.isEmpty()) {
      return Future.succeededFuture(shown);
    }
    List<Integer> some = stale.subList(0, Math.min(SmallWork.TOGETHER, stale.size()));
    return all(some.stream().map(i -> reader.tryAgain(shown.get(i), belongs)).toList())
        .compose(
            now -> {
              for (int i = 0; i < now.size(); i++) {
                shown.set(some.get(i), now.get(i));
              }
              return again(shown, stale.subList(some.size(), stale.size()), belongs);
            });
  }

  private Future<List<Shown<T>>> items(List<JsonObject> listed, Predicate<EntityHeader> belongs) {
    if (listed.size() <= 1) {
      return all(listed.stream().map(item -> reader.tryOpen(item, belongs)).toList());
    }
    // The first one alone: what it asks the server for, such as the writer's cards, others need
    // too.
    return all(List.of(reader.tryOpen(listed.get(0), belongs)))
        .compose(first -> others(first, listed.subList(1, listed.size()), belongs));
  }

  private Future<List<Shown<T>>> others(
      List<Shown<T>> first, List<JsonObject> listed, Predicate<EntityHeader> belongs) {
    List<Future<List<Shown<T>>>> parts = new ArrayList<>();
    parts.add(Future.succeededFuture(first));
    for (int from = 0; from < listed.size(); from += SmallWork.TOGETHER) {
      List<JsonObject> some =
          listed.subList(from, Math.min(from + SmallWork.TOGETHER, listed.size()));
      parts.add(reader.onWorker(() -> tryOpen(some, belongs)).compose(EntityLists::all));
    }
    return all(parts).map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private List<Future<Shown<T>>> tryOpen(List<JsonObject> items, Predicate<EntityHeader> belongs) {
    return items.stream().map(item -> reader.tryOpen(item, belongs)).toList();
  }

  private static <R> Future<List<R>> all(List<Future<R>> futures) {
    return Future.all(futures).map(done -> futures.stream().map(Future::result).toList());
  }
}
