package dev.salus.testkit;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link SalusTest} does. */
final class SalusExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace SPACE = Namespace.create(SalusExtension.class);

  private static final Map<Class<?>, Function<TestOwner, Object>> KINDS =
      Map.of(
          Salus.class, TestOwner::salus,
          String.class, TestOwner::id,
          HostileServer.class, TestOwner::server,
          SalusOptions.class, TestOwner::options,
          TestOwner.class, owner -> owner);

  /** JUnit makes it. */
  SalusExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.isAnnotated(Owner.class) || type(parameter) == TestSalus.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    if (test.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a Salus belongs to one test: ask for it in test methods, @BeforeEach and @AfterEach");
    }
    return parameter
        .findAnnotation(Owner.class)
        .<Object>map(owner -> ofOwner(owner, type(parameter), test))
        .orElseGet(() -> salus(test));
  }

  private static Object ofOwner(Owner owner, Class<?> type, ExtensionContext test) {
    Function<TestOwner, Object> kind = KINDS.get(type);
    if (kind == null) {
      throw new ParameterResolutionException(
          "@Owner is for parameters of type Salus, String, HostileServer, SalusOptions and"
              + " TestOwner, not "
              + type.getName());
    }
    try {
      return kind.apply(salus(test).owner(owner.value(), owner.type()));
    } catch (IllegalArgumentException twoTypes) {
      throw new ParameterResolutionException("@Owner: " + twoTypes.getMessage(), twoTypes);
    }
  }

  private static TestSalus salus(ExtensionContext test) {
    return store(test)
        .getOrComputeIfAbsent(TestSalus.class, key -> TestSalus.start(), TestSalus.class);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    TestSalus used = store(test).remove(TestSalus.class, TestSalus.class);
    if (used != null) {
      used.close();
    }
  }

  /** Of the test itself, whatever encloses it. */
  private static Store store(ExtensionContext test) {
    return test.getStore(SPACE);
  }

  private static Class<?> type(ParameterContext parameter) {
    return parameter.getParameter().getType();
  }
}
