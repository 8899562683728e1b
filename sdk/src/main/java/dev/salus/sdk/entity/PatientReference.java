package dev.salus.sdk.entity;

/**
 * Which patient an entity is about.
 *
 * @param patientId the patient
 * @param verified true if the caller holds that patient's link secret and the entity's link is made
 *     from it; false if it is what the one who shared the entity claims
 */
public record PatientReference(String patientId, boolean verified) {}
