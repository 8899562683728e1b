package dev.salus.gateway;

import dev.salus.api.NotFound;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Services of which a test decides what single methods answer; all others find nothing. */
public final class Fakes<T> {

  private final Class<T> contract;
  private final Map<String, Function<Object[], Future<?>>> answers = new ConcurrentHashMap<>();

  public Fakes(Class<T> contract) {
    this.contract = contract;
  }

  /** From now on this method answers so. */
  public Fakes<T> on(String method, Function<Object[], Future<?>> answer) {
    if (Arrays.stream(contract.getMethods()).noneMatch(each -> each.getName().equals(method))) {
      throw new IllegalArgumentException(contract.getSimpleName() + " has no " + method);
    }
    answers.put(method, answer);
    return this;
  }

  public T service() {
    return contract.cast(
        Proxy.newProxyInstance(
            contract.getClassLoader(),
            new Class<?>[] {contract},
            (proxy, method, arguments) ->
                answers
                    .getOrDefault(
                        method.getName(), any -> Future.failedFuture(new NotFound("nothing here")))
                    .apply(arguments)));
  }
}
