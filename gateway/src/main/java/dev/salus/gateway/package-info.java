/**
 * The web gateway: HTTP API v1 in front of the contracts of the verticles.
 *
 * <p>{@link dev.salus.gateway.GatewayVerticle} turns a request into a call over the event bus and
 * the outcome into an answer, nothing else: rules about data belong to the verticles. A token is
 * verified once and its caller remembered until the token expires or an event says that the account
 * changed ({@link dev.salus.gateway.token.AccessTokens}).
 */
@NullMarked
package dev.salus.gateway;

import org.jspecify.annotations.NullMarked;
