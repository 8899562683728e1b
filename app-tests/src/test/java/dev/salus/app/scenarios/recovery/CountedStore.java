package dev.salus.app.scenarios.recovery;

import dev.salus.storage.DocumentStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a server does in its store, by operation and collection. */
final class CountedStore {

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  /** The same store, counted. */
  DocumentStore around(DocumentStore store) {
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> {
              String on = arguments == null ? "" : " " + arguments[0];
              counts
                  .computeIfAbsent(method.getName() + on, any -> new AtomicInteger())
                  .incrementAndGet();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** How often each operation was done since the last call. */
  Map<String, Integer> taken() {
    Map<String, Integer> taken = new TreeMap<>();
    for (String operation : List.copyOf(counts.keySet())) {
      AtomicInteger count = counts.remove(operation);
      if (count != null) {
        taken.put(operation, count.get());
      }
    }
    return taken;
  }
}
