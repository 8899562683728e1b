/**
 * The crypto verticle: key cards and exchange records (protocol §2, §3), and the verification of
 * signatures for the other verticles. It knows public keys only.
 */
@NullMarked
package dev.salus.core.crypto;

import org.jspecify.annotations.NullMarked;
