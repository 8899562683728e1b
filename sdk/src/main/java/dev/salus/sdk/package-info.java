/** The client of a data owner: the only part of Salus that sees plaintext or a private key. */
@NullMarked
package dev.salus.sdk;

import org.jspecify.annotations.NullMarked;
