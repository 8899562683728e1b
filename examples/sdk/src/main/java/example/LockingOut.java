package example;

import dev.salus.api.Forbidden;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.EntityApi;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Somebody is locked out of a patient, of all that is known of them, and of what is to come. */
final class LockingOut {

  /** Who lost access with them, since they had it from them alone. */
  final Set<String> alsoLost = new TreeSet<>();

  /** Who stays, but has no key until access is given to them again. */
  final Set<String> withoutKey = new TreeSet<>();

  /** Records that stay as they were. */
  final List<String> stay = new ArrayList<>();

  /** May be repeated after a failure: what is done is not done again. */
  static LockingOut of(Salus salus, String patientId, String person) {
    LockingOut result = new LockingOut();
    for (SharingKind kind : SharingKind.values()) {
      salus.userApi().stopSharingDataWith(kind, List.of(person)).await();
    }
    Patient patient = salus.patientApi().getPatient(patientId).await();
    OpenEntities<DataSample> samples =
        salus.dataSampleApi().getDataSamplesForPatient(patientId).await();
    for (DataSample sample : samples) {
      result.revoke(salus.dataSampleApi(), sample, sample.requireId(), sample.metadata(), person);
    }
    OpenEntities<HealthcareElement> elements =
        salus.healthcareElementApi().getHealthcareElementsForPatient(patientId).await();
    for (HealthcareElement element : elements) {
      result.revoke(
          salus.healthcareElementApi(), element, element.requireId(), element.metadata(), person);
    }
    samples.leftOut().forEach(closed -> result.stay.add(closed.id()));
    elements.leftOut().forEach(closed -> result.stay.add(closed.id()));
    result.revoke(salus.patientApi(), patient, patientId, patient.metadata(), person);
    return result;
  }

  private <T> void revoke(EntityApi<T> api, T entity, String id, Metadata of, String person) {
    if (of.delegations().stream().noneMatch(each -> each.delegate().equals(person))) {
      return;
    }
    try {
      AccessRevoked<T> revoked = api.revokeAccess(entity, person).await();
      alsoLost.addAll(revoked.alsoLost());
      revoked.leftOut().forEach(each -> withoutKey.add(each.delegate()));
    } catch (Forbidden theirs) {
      stay.add(id);
    }
  }
}
