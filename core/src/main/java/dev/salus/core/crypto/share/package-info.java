/** A share of a key ring, sealed for the cards of one notary; the server cannot open it. */
@NullMarked
package dev.salus.core.crypto.share;

import org.jspecify.annotations.NullMarked;
