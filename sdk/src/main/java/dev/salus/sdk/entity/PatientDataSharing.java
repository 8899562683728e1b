package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.entity.result.SharedEntity.Outcome;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a patient access to their record and to all data about them that the caller can open, page
 * by page: what is in memory at a time is a page, of which all are shared at once.
 */
final class PatientDataSharing {

  private static final int PAGE = 100;
  private static final int TRIES = 3;

  private final ServerApi server;
  private final CardDirectory cards;
  private final EntityReader reader;
  private final List<Kind<?>> kinds;

  /** What shares one kind of entity. */
  record Kind<T>(ModelReader<T> reader, EntitySharing<T> sharing) {
    EntityType type() {
      return reader.models().type();
    }
  }

  PatientDataSharing(
      ServerApi server, CardDirectory cards, EntityReader reader, List<Kind<?>> kinds) {
    this.server = server;
    this.cards = cards;
    this.reader = reader;
    this.kinds = kinds;
  }

  /**
   * Shares all data of this patient.
   *
   * @param each is told each result as it is known
   */
  Future<Void> share(String patientId, Consumer<SharedEntity> each) {
    return cards
        .requireConfirmed(patientId)
        .compose(known -> reader.patients().require(patientId))
        .compose(secret -> new Run(patientId, each).shareAll(secret));
  }

  /** For one patient. */
  private final class Run {

    private final String patientId;
    private final Consumer<SharedEntity> each;

    private Run(String patientId, Consumer<SharedEntity> each) {
      this.patientId = patientId;
      this.each = each;
    }

    private Future<Void> shareAll(Secret secret) {
      Future<Void> shared = Future.succeededFuture();
      for (Kind<?> kind : kinds) {
        shared =
            shared.compose(
                done ->
                    kind.type() == EntityType.PATIENT
                        ? share(kind, patientId)
                        : shareLinked(kind, PatientLinks.link(secret, kind.type())));
      }
      return shared;
    }

    private Future<Void> shareLinked(Kind<?> kind, String link) {
      LinkedPages pages = new LinkedPages(server, kind.type(), link, PAGE);
      return pages.forEach(listed -> sharePage(kind, listed, pages));
    }

    private Future<Void> sharePage(Kind<?> kind, List<JsonObject> listed, LinkedPages pages) {
      return Future.all(listed.stream().map(item -> share(kind, item, pages)).toList()).mapEmpty();
    }

    private Future<Void> share(Kind<?> kind, JsonObject item, LinkedPages pages) {
      return tell(
          kind,
          ServerAnswers.text(item, "id"),
          reader
              .verified(kind.type(), item)
              .map(verified -> requireLinked(verified, pages))
              .compose(reader::open)
              .compose(opened -> give(kind, opened)));
    }

    /** What the server slips in about somebody else would be given away. */
    private static VerifiedEntity requireLinked(VerifiedEntity verified, LinkedPages pages) {
      pages.requireLinked(verified.entity().header());
      return verified;
    }

    private Future<Void> share(Kind<?> kind, String id) {
      return tell(kind, id, kind.reader().open(id).compose(opened -> give(kind, opened)));
    }

    /** A conflict means that somebody else was faster: read again, share again, a few times. */
    private Future<Outcome> give(Kind<?> kind, OpenedEntity opened) {
      String id = opened.entity().header().id();
      return kind.sharing()
          .giveAccess(opened, patientId, Access.SAME)
          .recover(
              failure ->
                  failure instanceof Conflict
                      ? kind.sharing().giveAccessRetrying(id, patientId, Access.SAME, TRIES)
                      : Future.failedFuture(failure))
          .map(shared -> isSame(opened, shared) ? Outcome.HAD_ACCESS : Outcome.SHARED);
    }

    private static boolean isSame(OpenedEntity before, OpenedEntity after) {
      return Objects.equals(before.entity().rev(), after.entity().rev());
    }

    /** What the caller cannot open is not theirs to share, and is not reported. */
    private Future<Void> tell(Kind<?> kind, String id, Future<Outcome> shared) {
      return shared
          .map(outcome -> Optional.of(new SharedEntity(kind.type(), id, outcome, null)))
          .otherwise(failure -> failed(kind, id, failure))
          .map(this::tell);
    }

    /** One at a time, whichever thread it comes from. */
    private synchronized @Nullable Void tell(Optional<SharedEntity> result) {
      result.ifPresent(each);
      return null;
    }

    private static Optional<SharedEntity> failed(Kind<?> kind, String id, Throwable failure) {
      return failure instanceof NoEntityKey
          ? Optional.empty()
          : Optional.of(new SharedEntity(kind.type(), id, Outcome.FAILED, failure));
    }
  }
}
