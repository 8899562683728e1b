package dev.salus.sdk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The typed methods and the table of operations are the same. */
class ServerApiTest {

  /** Of sessions, and of whoever has no user yet: the transports ask for these by themselves. */
  private static final Set<Operation> WITHOUT_METHOD =
      EnumSet.of(
          Operation.LOG_IN, Operation.REFRESH, Operation.LOG_OUT, Operation.ACCEPT_INVITATION);

  @Test
  void eachOperationHasOneMethod() throws ReflectiveOperationException {
    Asked asked = new Asked();
    ServerApi server = new ServerApi(asked);
    Method[] methods =
        Arrays.stream(ServerApi.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !method.isSynthetic() && !method.getName().equals("close"))
            .toArray(Method[]::new);
    for (Method method : methods) {
      method.invoke(server, arguments(method));
    }

    assertThat(asked.operations)
        .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(WITHOUT_METHOD)))
        .hasSameSizeAs(methods);
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(ServerApiTest::argument).toArray();
  }

  private static Object argument(Class<?> type) {
    Handler<JsonObject> nobody = change -> {};
    return List.<Object>of(
            "x", new JsonObject(), EntityType.PATIENT, List.of(), ChangeFilter.ALL, nobody)
        .stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private static final class Asked implements Transport {

    private final Set<Operation> operations = EnumSet.noneOf(Operation.class);

    @Override
    public Future<@Nullable JsonObject> call(
        Operation operation, JsonObject parameters, @Nullable JsonObject body) {
      operations.add(operation);
      return Future.succeededFuture(new JsonObject());
    }

    @Override
    public Account account() {
      return new Account("nowhere", "nobody");
    }

    @Override
    public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
      operations.add(Operation.SUBSCRIBE);
      return Future.failedFuture("nowhere");
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
