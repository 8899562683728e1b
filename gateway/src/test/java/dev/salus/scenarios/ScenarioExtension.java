package dev.salus.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a {@link Scenario} once on each store and transport, with a {@link World} of its own. */
final class ScenarioExtension implements TestTemplateInvocationContextProvider {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ScenarioExtension.class);

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    List<TestTemplateInvocationContext> settings = new ArrayList<>();
    for (Setting.StoreKind store : Setting.StoreKind.values()) {
      for (Setting.Wire wire : Setting.Wire.values()) {
        settings.add(new Invocation(new Setting(store, wire)));
      }
    }
    return settings.stream();
  }

  private static ScenarioServer server(ExtensionContext context, Setting.StoreKind store) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(store, ScenarioServer::new, ScenarioServer.class);
  }

  private record Invocation(Setting setting) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return setting.toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new WorldResolver(setting));
    }
  }

  private static final class WorldResolver
      implements BeforeEachCallback, ParameterResolver, AfterEachCallback {

    private final Setting setting;

    private WorldResolver(Setting setting) {
      this.setting = setting;
    }

    /** Has the server, so that a store that cannot be had skips the test instead of failing it. */
    @Override
    public void beforeEach(ExtensionContext context) {
      server(context, setting.store());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(
              World.class, key -> new World(server(context, setting.store()), setting));
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
