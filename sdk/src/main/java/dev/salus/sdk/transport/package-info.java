/**
 * How the SDK reaches the server: over HTTP, or over the event bus of an application that embeds
 * the verticles. Everything above a {@link dev.salus.sdk.transport.Transport} is the same code.
 */
@NullMarked
package dev.salus.sdk.transport;

import org.jspecify.annotations.NullMarked;
