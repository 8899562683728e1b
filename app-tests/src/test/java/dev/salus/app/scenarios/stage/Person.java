package dev.salus.app.scenarios.stage;

import dev.salus.api.Caller;
import dev.salus.sdk.Salus;
import dev.salus.sdk.account.UserApi;
import dev.salus.sdk.entity.DataSampleApi;
import dev.salus.sdk.entity.HealthcareElementApi;
import dev.salus.sdk.entity.PatientApi;
import dev.salus.sdk.keys.KeyRing;

/**
 * A user with an SDK of its own.
 *
 * @param caller as the event bus knows it
 * @param login what it logs in with
 * @param password its password
 * @param keys its key ring
 * @param salus its connection
 */
public record Person(Caller caller, String login, String password, KeyRing keys, Salus salus) {

  /** The data owner's id. */
  public String id() {
    return keys.owner();
  }

  public UserApi users() {
    return salus.userApi();
  }

  public PatientApi patients() {
    return salus.patientApi();
  }

  public DataSampleApi samples() {
    return salus.dataSampleApi();
  }

  public HealthcareElementApi elements() {
    return salus.healthcareElementApi();
  }
}
