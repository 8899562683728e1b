package dev.salus.sdk.transport;

import dev.salus.api.Unavailable;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Why there is no answer of a gateway. */
final class ConnectFailure {

  private static final long RETRY_AFTER_MS = 1_000;

  private ConnectFailure() {}

  static Unavailable of(Throwable failure) {
    String detail =
        isForCertificate(failure)
            ? HttpTransport.UNTRUSTED_CERTIFICATE
            : "the gateway cannot be reached";
    return new Unavailable(detail, RETRY_AFTER_MS);
  }

  private static boolean isForCertificate(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof CertificateException || isForCertificate(failure.getCause()));
  }
}
