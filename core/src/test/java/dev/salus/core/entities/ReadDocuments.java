package dev.salus.core.entities;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that notes which documents of a collection it was made to read. */
final class ReadDocuments {

  private final String collection;
  private final DocumentStore real;
  private final List<String> ids = new CopyOnWriteArrayList<>();

  ReadDocuments(String collection, DocumentStore real) {
    this.collection = collection;
    this.real = real;
  }

  DocumentStore store() {
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  List<String> ids() {
    return List.copyOf(ids);
  }

  private Object call(Method method, Object... arguments) throws Throwable {
    try {
      Object answer = method.invoke(real, arguments);
      return answer instanceof Future<?> future && arguments[0].equals(collection)
          ? future.onSuccess(this::note)
          : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void note(Object answer) {
    if (answer instanceof Page page) {
      page.items().forEach(this::note);
    } else if (answer instanceof FoundDocuments found) {
      note(found.documents());
    } else if (answer instanceof List<?> many) {
      many.forEach(this::note);
    } else if (answer instanceof Optional<?> one) {
      one.ifPresent(this::note);
    } else if (answer instanceof Document document) {
      ids.add(document.id());
    }
  }
}
