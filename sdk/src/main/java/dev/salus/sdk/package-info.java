/**
 * The client of a data owner: the only part of Salus that sees plaintext or a private key. {@link
 * dev.salus.sdk.Salus} is the entry.
 *
 * <p>For applications are this package and {@code account}, {@code change}, {@code crypto}, {@code
 * device}, {@code entity}, {@code error}, {@code keys}, {@code model}, {@code recovery}, {@code
 * sharing}, {@code transport} and {@code trust}. What else is public in them, such as constructors
 * of what {@link dev.salus.sdk.Salus} hands out, is public for other packages of the SDK only.
 * {@code connection}, {@code json} and {@code sealing} are not for applications, and change without
 * notice.
 */
@NullMarked
package dev.salus.sdk;

import org.jspecify.annotations.NullMarked;
