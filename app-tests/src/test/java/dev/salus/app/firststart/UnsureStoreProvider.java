package dev.salus.app.firststart;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStoreProvider;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores in memory that do what they are told, and of one write do not say so: the one that makes a
 * user. Opened again by the same name they are the same, answers or not.
 */
public final class UnsureStoreProvider implements DocumentStoreProvider {

  /** The name by which a command chooses it. */
  static final String NAME = "unsure";

  /** The option that tells one store from another. */
  static final String WHICH = "which";

  private static final String USERS = "users";

  /** A user is put twice: before it has its login, and then for good. */
  private static final int MAKING = 2;

  private static final Map<String, Future<DocumentStore>> OPENED = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public UnsureStoreProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections) {
    return OPENED.computeIfAbsent(
        options.getString(WHICH),
        which ->
            DocumentStores.provider("memory")
                .open(vertx, new JsonObject(), collections)
                .map(UnsureStoreProvider::around));
  }

  private static DocumentStore around(DocumentStore store) {
    AtomicInteger puts = new AtomicInteger();
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> call(store, puts, method, arguments));
  }

  private static Object call(
      DocumentStore store, AtomicInteger puts, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      return Future.succeededFuture();
    }
    try {
      Object answer = method.invoke(store, arguments);
      boolean isPut = method.getName().equals("put") && USERS.equals(arguments[0]);
      return isPut && puts.incrementAndGet() == MAKING ? lost((Future<?>) answer) : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Future<?> lost(Future<?> answer) {
    return answer.compose(
        done -> Future.failedFuture(new StoreUnavailable("the answer was lost", 0, null)));
  }
}
