/**
 * What can be asked of the server: one table, {@link dev.salus.api.operation.Operation}.
 *
 * <p>The gateway's router, both transports of the SDK and {@link Dispatcher} read it; {@code
 * docs/http-api.md} says of each operation what it does.
 */
@NullMarked
package dev.salus.api.operation;

import org.jspecify.annotations.NullMarked;
