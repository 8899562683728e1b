package dev.salus.storage;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds store plugins. */
public final class DocumentStores {

  private DocumentStores() {}

  /**
   * The one plugin of this name on the class path.
   *
   * @throws IllegalStateException if there is none, naming those there are, or more than one: a
   *     store is never chosen silently
   */
  public static DocumentStoreProvider provider(String name) {
    List<DocumentStoreProvider> all =
        ServiceLoader.load(DocumentStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<DocumentStoreProvider> named = all.stream().filter(p -> p.name().equals(name)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    String there =
        all.stream().map(DocumentStoreProvider::name).sorted().collect(Collectors.joining(", "));
    throw new IllegalStateException(
        named.isEmpty()
            ? "there is no store named '" + name + "'; there are: " + there
            : "more than one store is named '" + name + "'");
  }
}
