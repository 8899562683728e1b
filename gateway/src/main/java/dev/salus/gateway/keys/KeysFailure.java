package dev.salus.gateway.keys;

import dev.salus.core.api.Invalid;
import dev.salus.core.api.NotFound;
import dev.salus.core.api.SalusException;
import dev.salus.core.protocol.ProtocolViolation;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.NoKeyRing;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Why a command did not do what it was told, in a sentence for a person. */
final class KeysFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysFailure(String sentence) {
    super(sentence, null, false, false);
  }

  /** What is wrong, in one line; of failures that nobody foresaw their class only. */
  static String explain(Throwable failure) {
    if (failure instanceof NoKeyRing) {
      return "there are no keys on this machine; run 'salus keys init' or 'salus keys restore'";
    }
    if (failure instanceof NotFound notFound) {
      return "not found: " + notFound.detail();
    }
    if (failure instanceof Invalid invalid) {
      String field = invalid.field();
      return invalid.detail().startsWith(field) ? invalid.detail() : field + " " + invalid.detail();
    }
    if (failure instanceof SalusException salus) {
      return salus.detail();
    }
    if (failure instanceof ClientException || failure instanceof KeysFailure) {
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
}
