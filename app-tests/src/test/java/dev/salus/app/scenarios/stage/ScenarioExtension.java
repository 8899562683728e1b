package dev.salus.app.scenarios.stage;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a {@link Scenario} on the settings that it is meant for, each time with a {@link World} of
 * its own; only once where the launcher's session has a server, which all scenarios run against.
 */
final class ScenarioExtension implements TestTemplateInvocationContextProvider {

  static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ScenarioExtension.class);

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Premises outside = outside(context);
    if (outside != null) {
      return Stream.of(new Invocation("outside", inside -> outside));
    }
    return settings(context).map(ScenarioExtension::inside);
  }

  private static Stream<Setting> settings(ExtensionContext scenario) {
    if (isAnnotated(scenario.getRequiredTestClass(), Basic.class)) {
      return Setting.every();
    }
    return Large.isAsked() || !isAnnotated(scenario.getRequiredTestMethod(), Lengthy.class)
        ? Setting.each()
        : Stream.of(Setting.QUICKEST);
  }

  private static TestTemplateInvocationContext inside(Setting setting) {
    return new Invocation(
        setting.toString(),
        context -> new LocalPremises(server(context, setting.store()), setting.wire()));
  }

  private static ScenarioServer server(ExtensionContext context, Setting.StoreKind store) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(store, ScenarioServer::new, ScenarioServer.class);
  }

  /** The server of the launcher's session that all scenarios run against; null if there is none. */
  static @Nullable Premises outside(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .get(Premises.class, Premises.class);
  }

  /** A scenario runs against these premises. */
  private record Invocation(String name, Function<ExtensionContext, Premises> premises)
      implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new WorldResolver(premises));
    }
  }

  private static final class WorldResolver
      implements BeforeEachCallback, ParameterResolver, AfterEachCallback {

    private final Function<ExtensionContext, Premises> premises;

    private WorldResolver(Function<ExtensionContext, Premises> premises) {
      this.premises = premises;
    }

    /** Has the server, so that a store that cannot be had skips the test instead of failing it. */
    @Override
    public void beforeEach(ExtensionContext context) {
      context.getStore(NAMESPACE).put(World.class, new World(premises.apply(context)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context.getStore(NAMESPACE).get(World.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      World world = context.getStore(NAMESPACE).remove(World.class, World.class);
      if (world != null) {
        world.close();
      }
    }
  }
}
