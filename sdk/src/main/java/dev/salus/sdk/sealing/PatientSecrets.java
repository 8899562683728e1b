package dev.salus.sdk.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.NotFound;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The link secrets of patients (protocol §6), by which their data is found and claims about a
 * patient are checked.
 */
public final class PatientSecrets {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /**
   * What a patient's record brought.
   *
   * @param epoch the {@link KeyRing#trustEpoch()} at which it was asked for: whose card is
   *     distrusted since then may have written it
   */
  private record Looked(Future<Optional<Secret>> secret, long epoch) {}

  private final EntityReader reader;
  private final KeyRing ring;
  private final Cache<String, Looked> remembered =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  PatientSecrets(EntityReader reader, KeyRing ring) {
    this.reader = reader;
    this.ring = ring;
  }

  /**
   * The secret of a patient as the server has it now. Fails with {@link NotFound} naming the
   * patient if it cannot be seen or opened, or was shared without its secret.
   */
  public Future<Secret> require(String patientId) {
    return load(patientId)
        .map(
            found ->
                found.orElseThrow(
                    () -> new NotFound("patient " + patientId + " is not there for you to open")));
  }

  /**
   * The same to write about the patient: at most a minute old, since the secret of a patient never
   * changes, and of no time before the last decision about anybody's cards. Whoever has lost the
   * patient meanwhile can write about it for as long.
   */
  public Future<Secret> recent(String patientId) {
    Future<Optional<Secret>> secret = remembered(patientId);
    return secret != null && secret.succeeded() && secret.result().isPresent()
        ? Future.succeededFuture(secret.result().get())
        : require(patientId);
  }

  /** Whether an entity is linked to a patient; false also if the secret cannot be had. */
  public Future<Boolean> isAbout(OpenedEntity opened, String patientId) {
    return known(patientId)
        .map(secret -> secret.isPresent() && isLinked(opened.entity().header(), secret.get()));
  }

  /**
   * The secret of a patient if it can be had, as old as {@link #recent}; empty if not, also because
   * the patient's record is not believed: what is about the patient does not depend on that.
   */
  Future<Optional<Secret>> known(String patientId) {
    Future<Optional<Secret>> secret = remembered(patientId);
    return (secret == null || secret.failed() ? load(patientId) : secret)
        .recover(PatientSecrets::noneIfRefused);
  }

  /** Forgets and overwrites all link secrets. */
  void wipe() {
    List<Looked> all = List.copyOf(remembered.asMap().values());
    remembered.invalidateAll();
    all.forEach(looked -> looked.secret.onSuccess(secret -> secret.ifPresent(Secret::wipe)));
  }

  static boolean isLinked(EntityHeader header, Secret secret) {
    return header.links().contains(PatientLinks.link(secret, header.type()));
  }

  private @Nullable Future<Optional<Secret>> remembered(String patientId) {
    Looked looked = remembered.getIfPresent(patientId);
    return looked != null && looked.epoch == ring.trustEpoch() ? looked.secret : null;
  }

  private Future<Optional<Secret>> load(String patientId) {
    long epoch = ring.trustEpoch();
    Future<Optional<Secret>> secret =
        reader
            .verified(EntityType.PATIENT, patientId)
            .compose(this::links)
            .map(link -> Optional.ofNullable(link.secret()))
            .recover(PatientSecrets::none);
    remembered.put(patientId, new Looked(secret, epoch));
    return secret;
  }

  /** Junk that somebody wrote, or wrapped, does not take the secret from who holds it (§8). */
  private Future<LinkFields> links(VerifiedEntity patient) {
    return reader
        .open(patient)
        .map(OpenedEntity::link)
        .recover(
            failure ->
                failure instanceof TamperedEntity closed
                    ? reader.links(patient).map(link -> requireSecret(link, closed))
                    : Future.failedFuture(failure));
  }

  private static LinkFields requireSecret(LinkFields link, TamperedEntity closed) {
    if (link.secret() == null) {
      throw closed;
    }
    return link;
  }

  private static Future<Optional<Secret>> none(Throwable failure) {
    return failure instanceof NotFound || failure instanceof NoEntityKey
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }

  private static Future<Optional<Secret>> noneIfRefused(Throwable failure) {
    return failure instanceof ClientException
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }
}
