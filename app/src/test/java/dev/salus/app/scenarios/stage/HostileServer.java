package dev.salus.app.scenarios.stage;

import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The server in the hands of somebody else, as one client meets it: a transport that asks the real
 * server and then answers what the test wants. It writes down all that the client sent.
 */
public final class HostileServer {

  /** Something that a client asked for, by the name of the transport's method. */
  public record Asked(String method, List<Object> arguments) {

    /** An argument as text. */
    public String text(int index) {
      return (String) arguments.get(index);
    }

    /** An argument as JSON. */
    public JsonObject json(int index) {
      return (JsonObject) arguments.get(index);
    }
  }

  /** What is done instead of only asking the honest server. */
  public interface Hook
      extends BiFunction<Asked, Supplier<Future<JsonObject>>, Future<JsonObject>> {}

  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** The same options, but with this server between the client and the real one. */
  public SalusOptions between(SalusOptions options) {
    return options.withTransport(between(options.transport()));
  }

  private Transport between(Transport honest) {
    return (Transport)
        Proxy.newProxyInstance(
            Transport.class.getClassLoader(),
            new Class<?>[] {Transport.class},
            (proxy, method, arguments) -> answer(honest, method, arguments));
  }

  private Object answer(Transport honest, Method method, Object[] arguments) throws Throwable {
    List<Object> given = arguments == null ? List.of() : Arrays.asList(arguments.clone());
    Asked now = new Asked(method.getName(), given);
    asked.add(now);
    Hook hook = hooks.get(method.getName());
    return hook == null
        ? ask(honest, method, arguments)
        : hook.apply(now, () -> askJson(honest, method, arguments));
  }

  private static Object ask(Transport honest, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static Future<JsonObject> askJson(Transport honest, Method method, Object[] arguments) {
    try {
      return (Future<JsonObject>) method.invoke(honest, arguments);
    } catch (ReflectiveOperationException e) {
      return Future.failedFuture(e);
    }
  }

  /** Does this whenever that method of the transport is called. */
  public void on(String method, Hook hook) {
    if (Arrays.stream(Transport.class.getMethods()).noneMatch(m -> m.getName().equals(method))) {
      throw new IllegalArgumentException("a transport has no " + method);
    }
    hooks.put(method, hook);
  }

  /** Changes a copy of what the real server answers to that method. */
  public void alter(String method, UnaryOperator<JsonObject> lie) {
    on(method, (request, honest) -> honest.get().map(answer -> lie.apply(answer.copy())));
  }

  /** Answers this to that method; the real server is not asked. */
  public void replace(String method, JsonObject answer) {
    on(method, (request, honest) -> Future.succeededFuture(answer.copy()));
  }

  /** Is honest again. */
  public void repent() {
    hooks.clear();
  }

  /** All calls of that method so far, in their order. */
  public List<Asked> asked(String method) {
    return asked.stream().filter(each -> each.method().equals(method)).toList();
  }
}
