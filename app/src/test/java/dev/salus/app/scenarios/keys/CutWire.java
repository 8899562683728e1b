package dev.salus.app.scenarios.keys;

import dev.salus.api.Unavailable;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire that is cut after a number of calls, so that a client is stopped in the middle. */
final class CutWire {

  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean lastAnswerLost;

  /** The same options over this wire. */
  SalusOptions over(SalusOptions options) {
    Transport honest = options.transport();
    return options.withTransport(
        (Transport)
            Proxy.newProxyInstance(
                Transport.class.getClassLoader(),
                new Class<?>[] {Transport.class},
                (proxy, method, arguments) -> call(honest, method, arguments)));
  }

  /**
   * Lets so many calls through from now on.
   *
   * @param answerLost whether one more arrives, whose answer does not
   */
  void cutAfter(int calls, boolean answerLost) {
    lastAnswerLost = answerLost;
    left.set(calls);
  }

  private Object call(Transport honest, Method method, Object[] arguments) throws Throwable {
    int before = method.getName().equals("close") ? 1 : left.getAndDecrement();
    if (before > 0) {
      return invoke(honest, method, arguments);
    }
    Future<?> cut = Future.failedFuture(new Unavailable("the wire is cut", 1_000));
    return before == 0 && lastAnswerLost
        ? ((Future<?>) invoke(honest, method, arguments)).transform(done -> cut)
        : cut;
  }

  private static Object invoke(Transport honest, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
