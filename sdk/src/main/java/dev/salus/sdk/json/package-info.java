/** The private fields of records as JSON: read, written, and written over what was there before. */
@NullMarked
package dev.salus.sdk.json;

import org.jspecify.annotations.NullMarked;
