package dev.salus.storage.contract;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The stores of one test; a test takes it as its parameter. */
public final class StoreFixture {

  private static final int PATIENCE_SECONDS = 120;

  private final Vertx vertx;
  private final Supplier<TestBackend> places;
  private final TestBackend backend;
  private final List<TestBackend> others = new CopyOnWriteArrayList<>();
  private final Scale scale;
  private final List<DocumentStore> opened = new CopyOnWriteArrayList<>();
  private final List<String> deployments = new CopyOnWriteArrayList<>();

  StoreFixture(Vertx vertx, Supplier<TestBackend> places, Scale scale) {
    this.vertx = vertx;
    this.places = places;
    this.backend = places.get();
    this.scale = scale;
  }

  /** The result, or the failure thrown; for the test's own threads, never for an event loop. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer in " + PATIENCE_SECONDS + " seconds", e);
    }
  }

  /** Makes the call on a context. */
  public static <T> Future<T> on(Context context, Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  /** The failure of a call that must not succeed, whether it is thrown or in the future. */
  public static Throwable failureOf(Supplier<? extends Future<?>> call) {
    Object result;
    try {
      result = await(call.get());
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("succeeded with " + result);
  }

  /** Opens a store on the test's data; it is closed after the test. */
  public DocumentStore open(CollectionSpec... collections) {
    DocumentStore store = await(tryOpen(collections));
    opened.add(store);
    return store;
  }

  /** Opens a store on other data, which is empty; it is closed after the test. */
  public DocumentStore openElsewhere(CollectionSpec... collections) {
    TestBackend other = places.get();
    others.add(other);
    DocumentStore store = await(other.open(vertx, List.of(collections)));
    opened.add(store);
    return store;
  }

  /** Opens a store that the test expects not to open. */
  public Future<DocumentStore> tryOpen(CollectionSpec... collections) {
    return backend.open(vertx, List.of(collections));
  }

  /** How much the test does. */
  public Scale scale() {
    return scale;
  }

  /** A Vert.x context of its own, until the end of the test. */
  public Context newContext(ThreadingModel threads) {
    CompletableFuture<Context> context = new CompletableFuture<>();
    deployments.add(
        await(
            vertx.deployVerticle(
                () -> new ContextVerticle(context),
                new DeploymentOptions().setThreadingModel(threads))));
    return context.join();
  }

  void close() {
    opened.forEach(store -> await(store.close()));
    deployments.forEach(id -> await(vertx.undeploy(id)));
    await(backend.drop(vertx));
    others.forEach(other -> await(other.drop(vertx)));
  }
}
