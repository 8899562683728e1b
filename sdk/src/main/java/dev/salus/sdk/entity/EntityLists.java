package dev.salus.sdk.entity;

import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Refused;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists of entities of one kind. That the server lists something is no reason to believe that it
 * belongs there, and what somebody else wrote wrongly does not hide the rest.
 */
final class EntityLists<T> {

  private static final Logger LOG = LoggerFactory.getLogger(EntityLists.class);
  private static final int PAGE = 500;

  private final ServerApi server;
  private final NeedsKeys<EntityReader> entities;
  private final ModelReader<T> reader;
  private final EntityType type;

  EntityLists(ServerApi server, NeedsKeys<EntityReader> entities, ModelReader<T> reader) {
    this.server = server;
    this.entities = entities;
    this.reader = reader;
    this.type = reader.models().type();
  }

  /** A page of what the caller may see. */
  Future<EntityPage<T>> list(EntityFilter filter) {
    return page(filter.toQuery(), filter::matches);
  }

  /**
   * All about a patient that the caller can open; what it does not believe is left out and logged.
   */
  Future<List<T>> about(String patientId) {
    return allAbout(patientId).map(EntityLists::open);
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
    List<PotentiallyEncrypted<T>> found = new ArrayList<>();
    return pages
        .forEach(listed -> items(listed, pages::isLinked).map(found::addAll))
        .map(done -> found);
  }

  private static <T> List<T> open(List<PotentiallyEncrypted<T>> items) {
    List<T> open = new ArrayList<>();
    for (PotentiallyEncrypted<T> item : items) {
      if (item instanceof Decrypted<T> decrypted) {
        open.add(decrypted.value());
      } else if (item instanceof Doubtful<T> doubtful) {
        logLeftOut(doubtful.reason());
      } else if (item instanceof StillEncrypted<T> closed
          && closed.reason() instanceof UntrustedKey untrusted) {
        logLeftOut(untrusted);
      } else if (item instanceof Refused<T> refused) {
        logLeftOut(refused.reason());
      }
    }
    return open;
  }

  private static void logLeftOut(RuntimeException reason) {
    LOG.warn("left out of a list: {}", reason.getClass().getSimpleName());
  }

  private Future<EntityPage<T>> page(JsonObject query, Predicate<EntityHeader> belongs) {
    return server
        .listEntities(type, query)
        .compose(
            answer ->
                items(ServerAnswers.items(answer), belongs)
                    .map(items -> new EntityPage<>(items, ServerAnswers.next(answer))));
  }

  private Future<List<PotentiallyEncrypted<T>>> items(
      List<JsonObject> listed, Predicate<EntityHeader> belongs) {
    List<Future<PotentiallyEncrypted<T>>> items =
        listed.stream().map(item -> reader.tryOpen(item, belongs)).toList();
    return Future.all(items).map(all -> items.stream().map(Future::result).toList());
  }
}
