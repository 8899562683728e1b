package dev.salus.scenarios;

import dev.salus.core.api.Caller;
import dev.salus.sdk.DataSampleApi;
import dev.salus.sdk.HealthcareElementApi;
import dev.salus.sdk.PatientApi;
import dev.salus.sdk.Salus;
import dev.salus.sdk.UserApi;
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
record Person(Caller caller, String login, String password, KeyRing keys, Salus salus) {

  /** The data owner's id. */
  String id() {
    return keys.owner();
  }

  UserApi users() {
    return salus.userApi();
  }

  PatientApi patients() {
    return salus.patientApi();
  }

  DataSampleApi samples() {
    return salus.dataSampleApi();
  }

  HealthcareElementApi elements() {
    return salus.healthcareElementApi();
  }
}
