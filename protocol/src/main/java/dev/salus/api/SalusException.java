package dev.salus.api;

/**
 * What Salus answers when it does not do what it was asked. The same types stand on the server, on
 * the event bus and in the SDK. Messages name rules, fields and ids, never content or secrets.
 */
public abstract sealed class SalusException extends RuntimeException
    permits Invalid,
        Unauthenticated,
        SecondFactorRequired,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        Conflict,
        QuotaExceeded,
        TooLarge,
        TooManyRequests,
        InternalFault,
        Unavailable {

  private final ErrorCode code;
  private final String detail;

  SalusException(ErrorCode code, String detail) {
    super(detail, null, false, code == ErrorCode.INTERNAL);
    this.code = code;
    this.detail = detail;
  }

  /** The error's code. */
  public ErrorCode code() {
    return code;
  }

  /** What is wrong and what to do, for a person. */
  public String detail() {
    return detail;
  }
}
