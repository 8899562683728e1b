package dev.salus.gateway.token;

import dev.salus.api.Caller;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Whom an access token let in.
 *
 * @param caller who it is
 * @param expiresAt until when, milliseconds since the epoch
 * @param again asks again whether the same token still lets in; fails if it does not
 */
public record Admission(Caller caller, long expiresAt, Supplier<Future<Admission>> again) {}
