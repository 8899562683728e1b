package dev.salus.sdk.transport;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How calls reach the server, on behalf of one user. Bodies and answers are the JSON of {@code
 * docs/http-api.md}; ciphertext and public headers only. {@link ServerApi} has methods for the
 * operations.
 *
 * <p>Calls fail with the {@link dev.salus.api.SalusException} that the server answered, or {@link
 * dev.salus.api.Unavailable} if it could not be reached; whether a write happened is not known
 * then. Nothing that comes out of a transport is trusted. Thread-safe.
 */
public interface Transport {

  /**
   * Asks the server for an operation; for {@link Operation#SUBSCRIBE} there is {@link #subscribe}.
   *
   * @param parameters those in the path and those of the query, see {@link Operation}; not kept
   * @param body null where the operation takes none
   * @return the answer's body; null if it has none
   */
  Future<@Nullable JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body);

  /** Who is connected to what, as the application says and no server: see {@link Account}. */
  Account account();

  /**
   * {@code GET /events}: completes once every change after that is told, after what changed since
   * the position that the filter names. Over the event bus nothing is cut, so there are no
   * positions.
   *
   * @param listener gets {@code {type, id, rev, kind}}, and {@code {position}} if the filter names
   *     one, on an event loop, one at a time
   */
  Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener);

  /**
   * Tells a clock of the date of each answer from now on. Does nothing where answers have no date,
   * as over the event bus of the same process.
   */
  default void tellDates(ServerClock clock) {}

  /** Ends the session and event streams and frees the connections; idempotent, never fails. */
  Future<Void> close();
}
