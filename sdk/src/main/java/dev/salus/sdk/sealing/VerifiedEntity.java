package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.sdk.error.UntrustedKey;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose signatures, writer and history hold; its content may still be closed.
 *
 * @param entity as it travelled
 * @param graph of the grants whose signature holds
 * @param doubt that some grants were left out because their signer's key is not trusted; null if
 *     none was
 */
public record VerifiedEntity(Entity entity, DelegationGraph graph, @Nullable UntrustedKey doubt) {}
