/**
 * Patients, data samples and healthcare elements: made, read, changed, shared, listed and followed.
 */
@NullMarked
package dev.salus.sdk.entity;

import org.jspecify.annotations.NullMarked;
