package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.sealing.EntitySealer;
import dev.salus.sdk.sealing.PatientSecrets;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a new entity carries of the patient: its links, and what goes along with grants. */
record PatientContext(List<String> links, LinkFields fields) {

  /** Gives each new entity its context. */
  interface Source {
    /** The context of the next entity. */
    Future<Supplier<PatientContext>> prepare();
  }

  /** Each new patient gets a link secret of its own. */
  static Source ofNewPatients(EntitySealer sealer) {
    Supplier<PatientContext> each =
        () -> new PatientContext(List.of(), new LinkFields(null, sealer.newLinkSecret()));
    return () -> Future.succeededFuture(each);
  }

  /** Each new entity is about one patient, which the caller must be able to open. */
  static Source about(PatientSecrets secrets, EntityType type, @Nullable String patientId) {
    if (patientId == null) {
      return () -> Future.failedFuture(new Invalid("patientId", "a new entity needs a patient"));
    }
    return () -> secrets.recent(patientId).map(secret -> () -> about(type, patientId, secret));
  }

  private static PatientContext about(EntityType type, String patientId, Secret secret) {
    return new PatientContext(
        List.of(PatientLinks.link(secret, type)), new LinkFields(patientId, null));
  }
}
