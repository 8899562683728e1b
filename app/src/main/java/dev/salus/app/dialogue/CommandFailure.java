package dev.salus.app.dialogue;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.SalusException;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.NoKeyRing;
import dev.salus.sdk.error.UntrustedKey;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Why a command did not do what it was told, in a sentence for a person. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Of a sentence that may be the server's, in characters. */
  private static final int MOST_OF_SERVER = 300;

  /** With what a person is told. */
  public CommandFailure(String sentence) {
    super(sentence, null, false, false);
  }

  /**
   * What is wrong, in one printable line; of failures that nobody foresaw their class only. It has
   * no fingerprint of a key that is not trusted: that is for the key's owner to tell.
   */
  public static String explain(Throwable failure) {
    return Printable.line(sentence(failure));
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof NoKeyRing) {
      return "there are no keys on this machine; run 'salus keys init' or 'salus keys restore'";
    }
    if (failure instanceof SalusException salus) {
      return "the server, or a check before it was asked, says: "
          + Printable.line(detail(salus), MOST_OF_SERVER);
    }
    if (failure instanceof UntrustedKey untrusted) {
      return "untrusted key of data owner "
          + untrusted.dataOwner()
          + "; compare fingerprints first ('salus keys verify')";
    }
    if (failure instanceof ClientException || failure instanceof CommandFailure) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ProtocolViolation) {
      return "what came back is not what the protocol says";
    }
    if (failure instanceof TimeoutException) {
      return "the server took too long";
    }
    if (failure instanceof IOException) {
      return "the input cannot be read";
    }
    return "it could not be done (" + failure.getClass().getSimpleName() + ")";
  }

  /** The error comes over the network as the same type that a check on this side throws. */
  private static String detail(SalusException salus) {
    if (salus instanceof NotFound) {
      return "not found: " + salus.detail();
    }
    if (salus instanceof Invalid invalid && !invalid.detail().startsWith(invalid.field())) {
      return invalid.field() + " " + invalid.detail();
    }
    return salus.detail();
  }
}
