package dev.salus.app.server;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears the signals that tell a process to end, SIGTERM and SIGINT. Java's own answer to them is to
 * run the shutdown hooks and to end with 143 or 130, whatever the hooks did; an orderly end is 0.
 */
final class EndSignals {

  private static final List<String> NAMES = List.of("TERM", "INT");

  /** Has who heard it before hear a signal again. */
  private interface Restoring {
    void run() throws ReflectiveOperationException;
  }

  private final List<Restoring> before = new ArrayList<>();

  private EndSignals() {}

  /**
   * Tells of each such signal from now on, until {@link #noLonger}. Where the virtual machine keeps
   * them to itself ({@code -Xrs}, or without the module {@code jdk.unsupported}) nothing is told,
   * and its own answer stays.
   */
  static EndSignals hear(Runnable told) {
    EndSignals heard = new EndSignals();
    heard.begin(told);
    return heard;
  }

  private void begin(Runnable told) {
    try {
      // By reflection, since the compiler cannot be kept from warning of this class.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hearing =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getDeclaringClass().equals(handler)) {
                  told.run();
                }
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : NAMES) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        Object replaced = handle.invoke(null, each, hearing);
        before.add(() -> handle.invoke(null, each, replaced));
      }
    } catch (ReflectiveOperationException e) {
      // Its shutdown hook drains the server all the same.
    }
  }

  /** Leaves the signals to who heard them before. */
  void noLonger() throws ReflectiveOperationException {
    for (Restoring each : before) {
      each.run();
    }
  }
}
