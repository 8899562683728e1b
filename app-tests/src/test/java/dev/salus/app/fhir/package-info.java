/**
 * Real input: FHIR R4 bundles as records of the model, through the SDK and back. The bundles are in
 * {@code src/test/resources/fhir}, with their licence.
 */
package dev.salus.app.fhir;
