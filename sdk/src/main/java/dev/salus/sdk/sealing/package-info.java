/** Verifies, opens, seals and shares entities: protocol §4 to §6 on the client's side. */
@NullMarked
package dev.salus.sdk.sealing;

import org.jspecify.annotations.NullMarked;
