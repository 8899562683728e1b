/**
 * Medical records as applications see them: immutable records with builders.
 *
 * <p>Lists and maps are never null and cannot be changed; what is left out is empty. A scalar that
 * is left out is null. Fields written by a newer application, which are not known here, are kept in
 * {@code unknownFields} and survive a modification (protocol §4.1). A builder refuses what means
 * nothing; what it was made with stays as it is, whatever somebody else wrote. Dates are epoch
 * milliseconds or partial dates as numbers ({@code 20220929083400}); the form that was written
 * comes back. Records are equal if their values are.
 */
@NullMarked
package dev.salus.sdk.model;

import org.jspecify.annotations.NullMarked;
