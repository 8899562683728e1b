/**
 * Import of FHIR R4: bundles as records of the model, sealed on this machine and stored by a client
 * like any other. Nothing is lost: what the model has no field for stays under FHIR's name.
 */
@NullMarked
package dev.salus.app.fhir;

import org.jspecify.annotations.NullMarked;
