package dev.salus.storage.contract;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its {@link StoreFixture} and closes it; one Vert.x serves all of them. */
final class StoreFixtureExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(StoreFixtureExtension.class);

  /** Closed by JUnit at the end of the run. */
  private record SharedVertx(Vertx vertx) implements AutoCloseable {
    @Override
    public void close() {
      StoreFixture.await(vertx.close());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == StoreFixture.class;
  }

  @Override
  public StoreFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(StoreFixture.class, key -> newFixture(context), StoreFixture.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    StoreFixture fixture = context.getStore(NAMESPACE).get(StoreFixture.class, StoreFixture.class);
    if (fixture != null) {
      fixture.close();
    }
  }

  private static StoreFixture newFixture(ExtensionContext context) {
    SharedVertx shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                SharedVertx.class, key -> new SharedVertx(Vertx.vertx()), SharedVertx.class);
    StoreContract subject = (StoreContract) context.getRequiredTestInstance();
    return new StoreFixture(shared.vertx(), subject::newBackend, subject.scale());
  }
}
