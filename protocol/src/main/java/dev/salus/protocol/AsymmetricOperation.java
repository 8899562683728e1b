package dev.salus.protocol;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * An event of Java Flight Recorder for each operation with a key pair, which are what a call costs
 * most for. It says which operation it was and nothing of keys or messages; while nothing records,
 * it costs nothing.
 */
@Name("salus.AsymmetricOperation")
@Label("Asymmetric operation")
@Category("Salus")
@StackTrace(false)
public final class AsymmetricOperation extends Event {

  /** Making an Ed25519 signature. */
  public static final String SIGN = "sign";

  /** Verifying an Ed25519 signature. */
  public static final String VERIFY = "verify";

  /** Sealing something to an X-Wing public key. */
  public static final String SEAL = "seal";

  /** Opening what was sealed to an X-Wing public key. */
  public static final String OPEN = "open";

  @Label("Kind")
  private final String kind;

  private AsymmetricOperation(String kind) {
    this.kind = kind;
  }

  /** Does it, and tells who records. */
  public static <T> T of(String kind, Supplier<T> operation) {
    AsymmetricOperation event = new AsymmetricOperation(kind);
    event.begin();
    T result = operation.get();
    event.commit();
    return result;
  }

  /** Which operation it was. */
  public String kind() {
    return kind;
  }
}
