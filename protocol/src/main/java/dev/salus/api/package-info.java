/**
 * What the verticles, the gateway and the SDK share: service contracts, the caller, errors and
 * events.
 *
 * <p>Whatever travels as JSON over HTTP travels as the same {@link io.vertx.core.json.JsonObject}
 * over the event bus; the service that owns it reads it strictly, once. Bus addresses are those of
 * {@link dev.salus.api.Addresses}; proxies and bindings come from {@link dev.salus.api.Services}.
 * The service proxies are generated at build time and never committed.
 */
@ModuleGen(name = "salus", groupPackage = "dev.salus")
@NullMarked
package dev.salus.api;

import io.vertx.codegen.annotations.ModuleGen;
import org.jspecify.annotations.NullMarked;
