package dev.salus.interop;

import dev.salus.sdk.Salus;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.ShareRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection with keys. */
final class Device {

  private final Salus salus;
  private final KeyStore store;
  private final Map<String, Records<?>> records;

  Device(Salus salus, KeyStore store) {
    this.salus = salus;
    this.store = store;
    this.records =
        Map.of(
            "Patient", Records.patients(salus),
            "DataSample", Records.dataSamples(salus),
            "HealthcareElement", Records.healthcareElements(salus));
  }

  String fingerprint() {
    return salus.dataOwnerApi().getOwnFingerprint();
  }

  void close() {
    salus.close().await();
    if (store instanceof FileKeyStore files) {
      files.close().await();
    }
  }

  @Nullable Object call(String call, JsonObject with) {
    Records<?> ofType = records.get(with.getString("type", ""));
    return ofType != null ? ofType.call(call, with) : ofKeys(call, with);
  }

  private @Nullable Object ofKeys(String call, JsonObject with) {
    return switch (call) {
      case "fingerprint" -> fingerprint();
      case "verify" ->
          salus
              .dataOwnerApi()
              .verify(with.getString("owner"), with.getString("fingerprint"))
              .await();
      case "shareFuture" -> {
        salus.userApi().shareAllFutureDataWith(List.of(with.getString("to"))).await();
        yield null;
      }
      case "stopSharing" -> {
        salus.userApi().stopSharingDataWith(List.of(with.getString("to"))).await();
        yield null;
      }
      case "rotate" -> salus.deviceApi().rotate(soFar -> {}).await().fingerprint();
      case "letIn" -> letIn(with.getString("fingerprint"));
      case "makeRecoveryKey" -> salus.recoveryApi().makeRecoveryKey().await().reveal();
      case "makeHandOver" -> salus.recoveryApi().makeHandOver().await().reveal();
      case "appoint" ->
          salus
              .notaryApi()
              .appoint(with.getInteger("needed"), texts(with.getJsonArray("notaries")))
              .await()
              .setId();
      case "acceptSet" -> {
        salus.notaryApi().accept(with.getString("set"), with.getString("fingerprint")).await();
        yield null;
      }
      case "approve" -> approve(with.getString("owner"), with.getString("fingerprint"));
      case "restoreFromNotaries" -> restoreFromNotaries(with.getInteger("needed"));
      case "giveBack" -> giveBack(with.getString("owner"), with.getString("fingerprint"));
      case "takeBack" ->
          salus
              .accessBackApi()
              .accept(with.getString("owner"), with.getString("fingerprint"))
              .await()
              .lostKeys()
              .size();
      case "invite" -> {
        var patient = salus.patientApi().getPatient(with.getString("patient")).await();
        yield salus.patientApi().inviteUser(patient).await().reveal();
      }
      case "confirmInvitation" ->
          salus
              .patientApi()
              .confirmInvitation(InvitationCode.parse(with.getString("code")))
              .await()
              .orElse(null);
      case "giveAll" -> giveAll(with.getString("patient"));
      default -> throw new IllegalArgumentException(call);
    };
  }

  private int letIn(String fingerprint) {
    OwnCard card =
        salus.deviceApi().cards().await().stream()
            .filter(each -> each.fingerprint().equals(fingerprint))
            .findFirst()
            .orElseThrow();
    return salus.deviceApi().letIn(card.keyId(), fingerprint, soFar -> {}).await().added();
  }

  private @Nullable Object approve(String owner, String fingerprint) {
    ShareRequest request =
        salus.notaryApi().pendingRequests().await().stream()
            .filter(each -> each.owner().equals(owner))
            .findFirst()
            .orElseThrow();
    salus.notaryApi().approve(request, fingerprint).await();
    return null;
  }

  private @Nullable Object restoreFromNotaries(int needed) {
    ShareRequest request = salus.notaryApi().ownRequests().await().get(0);
    salus.notaryApi().restore(request, needed).await();
    return null;
  }

  private int giveBack(String owner, String fingerprint) {
    AccessBackRequest request =
        salus.accessBackApi().pendingRequests().await().stream()
            .filter(each -> each.dataOwner().equals(owner))
            .findFirst()
            .orElseThrow();
    return salus.accessBackApi().giveBack(request, fingerprint, soFar -> {}).await().added();
  }

  private int giveAll(String patient) {
    List<SharedEntity> shared = new ArrayList<>();
    salus.patientApi().giveAccessToAllDataOf(patient, shared::add).await();
    return (int)
        shared.stream().filter(each -> each.outcome() == SharedEntity.Outcome.SHARED).count();
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
