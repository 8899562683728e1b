package dev.salus.storage.couchdb.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves tests out that need a real CouchDB, and at the end of the run says which and why. */
final class RealCouchDbCondition implements ExecutionCondition {

  private static final Namespace NAMESPACE = Namespace.create(RealCouchDbCondition.class);

  /** Closed by JUnit at the end of the run. */
  private record LeftOut(List<String> reasons) implements AutoCloseable {
    @Override
    public void close() {
      System.out.println(
          reasons.size() + " tests left out, because there is no Apache CouchDB here:");
      reasons.forEach(reason -> System.out.println("  " + reason));
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isEmpty() || SharedCouchDb.get().isReal()) {
      return ConditionEvaluationResult.enabled("not a test, or a real CouchDB");
    }
    String because =
        AnnotationSupport.findAnnotation(context.getElement(), RealCouchDb.class)
            .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), RealCouchDb.class))
            .map(RealCouchDb::because)
            .orElse("");
    String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    leftOut(context).reasons().add(name + ": the stand-in " + because);
    return ConditionEvaluationResult.disabled("the stand-in " + because);
  }

  private static LeftOut leftOut(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            LeftOut.class, key -> new LeftOut(new CopyOnWriteArrayList<>()), LeftOut.class);
  }
}
