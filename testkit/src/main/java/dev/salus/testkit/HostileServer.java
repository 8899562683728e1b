package dev.salus.testkit;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The server in the hands of somebody else, as one client meets it: it asks the real server and
 * then answers what the test wants. It is honest until it is told otherwise, and writes down all
 * that the client sent. Thread-safe.
 *
 * <p>For tests of what an application does when the server lies, loses answers or is slow. Whatever
 * a server can do to a client it can do to one that is behind this; it has no keys.
 *
 * <pre>{@code
 * server.alter(Operation.ENTITY, entity -> entity.put("content", somebodyElses));
 * assertThrows(TamperedEntity.class, () -> hcp1.patientApi().getPatient(id).await());
 * }</pre>
 */
public final class HostileServer {

  /**
   * Something that a client asked for.
   *
   * @param operation what
   * @param parameters what is changed in them goes to the real server so
   * @param body the same; null where the operation takes none
   */
  public record Asked(Operation operation, JsonObject parameters, @Nullable JsonObject body) {

    /** A text in the path or the query; null if it was not given. */
    public @Nullable String text(String parameter) {
      return parameters.getString(parameter);
    }

    /** Whether it is about entities of this type. */
    public boolean isAbout(EntityType type) {
      return type.wireName().equals(text("type"));
    }
  }

  /**
   * What is done instead of only asking the honest server: gets what was asked and a way to ask the
   * real server, which may be called any number of times, and gives the answer. An operation
   * without an answer is answered with null.
   */
  @FunctionalInterface
  public interface Hook
      extends BiFunction<
          Asked, Supplier<Future<@Nullable JsonObject>>, Future<@Nullable JsonObject>> {}

  private final Map<Operation, Hook> hooks = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private final class Between extends TransportBetween {

    private Between(Transport honest) {
      super(honest);
    }

    @Override
    public Future<@Nullable JsonObject> call(
        Operation operation, JsonObject parameters, @Nullable JsonObject body) {
      Asked now = new Asked(operation, parameters, body);
      asked.add(now);
      Hook hook = hooks.get(operation);
      return hook == null
          ? super.call(operation, parameters, body)
          : hook.apply(now, () -> super.call(operation, parameters, body));
    }

    @Override
    public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
      asked.add(new Asked(Operation.SUBSCRIBE, filter.toQuery(), null));
      return super.subscribe(filter, listener);
    }
  }

  /**
   * The same options, but with this server between the client and the real one. For an application
   * that makes its options by itself; those of an {@link Owner} have one in between already.
   */
  public SalusOptions between(SalusOptions options) {
    return options.withTransport(new Between(options.transport()));
  }

  /**
   * Does this whenever that is asked for.
   *
   * @throws IllegalArgumentException for {@link Operation#SUBSCRIBE}
   */
  public void on(Operation operation, Hook hook) {
    if (operation == Operation.SUBSCRIBE) {
      throw new IllegalArgumentException("this server does not come between event streams");
    }
    hooks.put(operation, hook);
  }

  /** Changes a copy of what the real server answers to that, which has to have an answer. */
  public void alter(Operation operation, UnaryOperator<JsonObject> lie) {
    on(
        operation,
        (request, honest) ->
            honest.get().map(answer -> lie.apply(Objects.requireNonNull(answer).copy())));
  }

  /** Answers this to that; the real server is not asked. */
  public void replace(Operation operation, JsonObject answer) {
    on(operation, (request, honest) -> Future.succeededFuture(answer.copy()));
  }

  /** Is honest again; what was asked stays written down. */
  public void repent() {
    hooks.clear();
  }

  /** All times that this was asked for so far, in their order. */
  public List<Asked> asked(Operation operation) {
    return asked.stream().filter(each -> each.operation() == operation).toList();
  }
}
