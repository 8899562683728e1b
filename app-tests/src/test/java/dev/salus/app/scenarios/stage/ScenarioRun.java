package dev.salus.app.scenarios.stage;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What came of scenarios of this module when they ran against a server elsewhere. Scenarios are
 * named by class and method.
 *
 * @param all those that were to run
 * @param passed those that passed
 * @param others those that did not, with the reason
 */
public record ScenarioRun(Set<String> all, Set<String> passed, Map<String, String> others) {

  /** Most of a scenario is waiting for answers. */
  private static final String AT_ONCE = "4";

  /** Runs all, several at once, and returns when the last has ended. */
  public static ScenarioRun ofAll(Premises premises) {
    return against(premises, scenario -> true);
  }

  /** The same with those of {@link Basic} classes. */
  public static ScenarioRun ofTheBasic(Premises premises) {
    return against(premises, scenario -> isAnnotated(scenario.getDeclaringClass(), Basic.class));
  }

  private static ScenarioRun against(Premises premises, Predicate<Method> chosen) {
    LauncherConfig config =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build();
    Listener heard = new Listener();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      Namespace namespace = Namespace.create(ScenarioExtension.NAMESPACE.getParts());
      session.getStore().put(namespace, Premises.class, premises);
      session.getLauncher().execute(scenarios(chosen), heard);
    }
    return heard.run;
  }

  private static LauncherDiscoveryRequest scenarios(Predicate<Method> chosen) {
    String parallel = "junit.jupiter.execution.parallel.";
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClasspathRoots(Set.of(thisModule())))
        .filters(
            EngineFilter.includeEngines("junit-jupiter"),
            ClassNameFilter.includeClassNamePatterns(".*Test"),
            (PostDiscoveryFilter)
                each ->
                    FilterResult.includedIf(
                        scenarioOf(each.getSource()).filter(chosen).isPresent()))
        .configurationParameter(parallel + "enabled", "true")
        .configurationParameter(parallel + "mode.default", "same_thread")
        .configurationParameter(parallel + "mode.classes.default", "concurrent")
        .configurationParameter(parallel + "config.strategy", "fixed")
        .configurationParameter(parallel + "config.fixed.parallelism", AT_ONCE)
        .configurationParameter(parallel + "config.fixed.max-pool-size", AT_ONCE)
        .build();
  }

  private static Path thisModule() {
    try {
      return Path.of(ScenarioRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The scenario that a test is; empty if it is something else. */
  private static Optional<Method> scenarioOf(Optional<TestSource> source) {
    return source
        .filter(MethodSource.class::isInstance)
        .map(method -> ((MethodSource) method).getJavaMethod())
        .filter(method -> isAnnotated(method, Scenario.class));
  }

  private static Optional<String> nameOf(Optional<TestSource> source) {
    return scenarioOf(source)
        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName());
  }

  /** Writes down what happens. */
  private static final class Listener implements TestExecutionListener {

    private final ScenarioRun run =
        new ScenarioRun(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      plan.accept(
          new TestPlan.Visitor() {
            @Override
            public void visit(TestIdentifier each) {
              ScenarioRun.nameOf(each.getSource()).ifPresent(run.all::add);
            }
          });
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier each, String reason) {
      run.others.put(nameOf(each), reason);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier each, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        run.others.put(nameOf(each), result.toString());
      } else if (each.isTest()) {
        run.passed.add(nameOf(each));
      }
    }

    private static String nameOf(TestIdentifier each) {
      return ScenarioRun.nameOf(each.getSource()).orElse(each.getDisplayName());
    }
  }
}
