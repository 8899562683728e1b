package dev.salus.api;

/** Every error that an answer can carry; {@code docs/errors.md} explains each. */
public enum ErrorCode {
  /** Something in the request breaks a rule; the field is named. */
  INVALID("invalid", 400, "Invalid request"),
  /** Nobody is logged in, or no longer. */
  UNAUTHENTICATED("unauthenticated", 401, "Not authenticated"),
  /** The password is right and is not enough. */
  SECOND_FACTOR_REQUIRED("second-factor-required", 401, "Second factor required"),
  /** The caller may know of it, but not do this. */
  FORBIDDEN("forbidden", 403, "Not allowed"),
  /** It does not exist, or the caller may not know of it. */
  NOT_FOUND("not-found", 404, "Not found"),
  /** The path takes other methods. */
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
  /** Somebody was faster, or it is there already. */
  CONFLICT("conflict", 409, "Conflict"),
  /** There is as much of something as the data owner may have. */
  QUOTA_EXCEEDED("quota-exceeded", 409, "Quota exceeded"),
  /** The body is larger than is taken. */
  TOO_LARGE("too-large", 413, "Too large"),
  /** Too many attempts. */
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
  /** A fault of the server's own. */
  INTERNAL("internal", 500, "Internal error"),
  /** The server, or its store, cannot answer now. */
  UNAVAILABLE("unavailable", 503, "Unavailable");

  private final String code;
  private final int status;
  private final String title;

  ErrorCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The stable machine-readable code. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The title of the problem (RFC 9457). */
  public String title() {
    return title;
  }

  /** The code of this name; {@link #INTERNAL} for one that is not known. */
  public static ErrorCode of(String code) {
    for (ErrorCode each : values()) {
      if (each.code.equals(code)) {
        return each;
      }
    }
    return INTERNAL;
  }
}
