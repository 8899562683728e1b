package dev.salus.gateway.observation;

import dev.salus.api.ErrorCode;
import dev.salus.api.operation.Operation;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, to what, from where, with what outcome. Nothing of any content, and no names.
 *
 * @param request the request's id
 * @param operation what was asked for
 * @param user who asked; for a log-in that succeeded, who logged in; null for a stranger
 * @param dataOwner for whom; null if the user has none
 * @param inPath the ids in the path, and the entity type, by their names
 * @param ids what else it was about: the ids that were asked for, made or answered
 * @param change what an administrator made of a user, its roles and whether it is locked; null for
 *     every other call
 * @param from the client's address
 * @param outcome null if it succeeded
 */
public record AuditedCall(
    String request,
    Operation operation,
    @Nullable String user,
    @Nullable String dataOwner,
    Map<String, String> inPath,
    List<String> ids,
    @Nullable JsonObject change,
    String from,
    @Nullable ErrorCode outcome) {}
