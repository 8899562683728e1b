/**
 * What the fields of records must be so that they mean something. Builders ask it of what is set;
 * what is read, or was there before, is not asked (protocol §4.1).
 */
@NullMarked
package dev.salus.sdk.meaning;

import org.jspecify.annotations.NullMarked;
