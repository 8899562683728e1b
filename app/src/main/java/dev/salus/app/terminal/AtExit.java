package dev.salus.app.terminal;

import org.jline.utils.ShutdownHooks;

/**
 * What is done when the process ends, whatever ends it, while the terminal is still open. JLine
 * closes its terminals in a hook of its own, which does one thing after the other in the order in
 * which they were announced; a second hook would run at the same time, and often too late.
 */
final class AtExit implements ShutdownHooks.Task {

  private volatile Runnable action = () -> {};

  private AtExit() {}

  /** Comes before the end of every terminal that is opened after this. */
  static AtExit announced() {
    return ShutdownHooks.add(new AtExit());
  }

  /** Says what is done. */
  void does(Runnable what) {
    action = what;
  }

  /** Nothing is done. */
  void forget() {
    ShutdownHooks.remove(this);
  }

  @Override
  public void run() {
    action.run();
  }
}
