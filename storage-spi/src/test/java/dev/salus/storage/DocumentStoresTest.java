package dev.salus.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store is chosen by its name, or not at all. */
class DocumentStoresTest {

  @TempDir Path classPath;

  @Test
  void provider_byName() throws Exception {
    String found =
        withPlugins(
            () -> DocumentStores.provider("paper").getClass().getName(), Paper.class, Stone.class);

    assertThat(found).isEqualTo(Paper.class.getName());
  }

  @Test
  void provider_unknownNamesThoseThereAre() {
    assertRefused(
        "couch",
        "there is no store named 'couch'; there are: paper, stone",
        Stone.class,
        Paper.class);
    assertRefused("Paper", "no store named 'Paper'", Paper.class);
    assertRefused("", "no store named ''", Paper.class);
  }

  @Test
  void provider_missing() {
    assertRefused("paper", "there is no store named 'paper'");
  }

  @Test
  void provider_twoOfOneName() {
    assertRefused("paper", "more than one store is named 'paper'", Paper.class, Copy.class);
  }

  @Test
  void provider_thatCannotBeMadeIsNotPassedOver() {
    assertThatThrownBy(
            () -> withPlugins(() -> DocumentStores.provider("paper"), Paper.class, Broken.class))
        .isInstanceOf(ServiceConfigurationError.class);
  }

  private void assertRefused(String name, String message, Class<?>... plugins) {
    assertThatThrownBy(() -> withPlugins(() -> DocumentStores.provider(name), plugins))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  /** Runs the step with exactly these plugins on the class path. */
  private <T> T withPlugins(Callable<T> step, Class<?>... plugins) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = classPathOf(before, plugins)) {
      thread.setContextClassLoader(loader);
      return step.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URLClassLoader classPathOf(ClassLoader parent, Class<?>... plugins) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    List<String> names = List.of(plugins).stream().map(Class::getName).toList();
    Files.write(services.resolve(DocumentStoreProvider.class.getName()), names);
    return new URLClassLoader(new URL[] {classPath.toUri().toURL()}, parent);
  }

  /** A plugin that is never opened. */
  public abstract static class Plugin implements DocumentStoreProvider {
    private final String name;

    Plugin(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<DocumentStore> open(
        Vertx vertx, JsonObject options, List<CollectionSpec> collections) {
      return Future.failedFuture(new AssertionError("not to be opened"));
    }
  }

  /** Named paper. */
  public static final class Paper extends Plugin {
    public Paper() {
      super("paper");
    }
  }

  /** Named paper, too. */
  public static final class Copy extends Plugin {
    public Copy() {
      super("paper");
    }
  }

  /** Named stone. */
  public static final class Stone extends Plugin {
    public Stone() {
      super("stone");
    }
  }

  /** Cannot be made. */
  public static final class Broken extends Plugin {
    public Broken() {
      super("broken");
      throw new IllegalStateException("on purpose");
    }
  }
}
