package dev.salus.sdk.sharing;

/** What is shared automatically with a delegate (protocol §7). */
public enum SharingKind {
  /** Everything. */
  ALL("all"),
  /** Patients, data samples and healthcare elements. */
  MEDICAL_INFORMATION("medicalInformation"),
  /** Patients, without what would find their data. */
  ADMINISTRATIVE_INFORMATION("administrativeInformation");

  private final String wireName;

  SharingKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the policy. */
  public String wireName() {
    return wireName;
  }
}
