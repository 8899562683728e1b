package dev.salus.app.boundaries;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A store as one verticle may use it: the collections of the others are refused. */
final class FencedStore {

  private FencedStore() {}

  static DocumentStore of(DocumentStore store, List<CollectionSpec> own) {
    Set<String> names = own.stream().map(CollectionSpec::name).collect(Collectors.toSet());
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> call(store, names, method, arguments));
  }

  private static Object call(
      DocumentStore store, Set<String> own, Method method, Object[] arguments) throws Throwable {
    if (arguments != null && !own.contains(arguments[0])) {
      return Future.failedFuture(new IllegalStateException("another verticle's: " + arguments[0]));
    }
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
