/** The codes of `docs/errors.md`; they never change their meaning. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "second-factor-required"
  | "forbidden"
  | "not-found"
  | "method-not-allowed"
  | "conflict"
  | "quota-exceeded"
  | "too-large"
  | "too-many-requests"
  | "internal"
  | "unavailable";

/** An error of the server's, or one that the SDK finds before it asks: go by {@link code}. */
export abstract class SalusError extends Error {
  /** What it is, as `docs/errors.md` says. */
  abstract readonly code: ErrorCode;

  /** @param detail for people; names fields, rules and ids, never content */
  constructor(
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** Input that breaks a rule; nothing was stored. */
export class Invalid extends SalusError {
  override readonly name = "Invalid";
  readonly code = "invalid";

  /** @param field the path of what breaks a rule, such as `grants[0].by`; empty for the whole */
  constructor(
    readonly field: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** Nobody is logged in, or what was shown does not do. */
export class Unauthenticated extends SalusError {
  override readonly name = "Unauthenticated";
  readonly code = "unauthenticated";
}

/** What a log-in lacks: a code; another code, since this one is not taken; a second factor. */
export type SecondFactorReason = "code-missing" | "code-refused" | "not-set-up";

/** The password is right and not enough. */
export class SecondFactorRequired extends SalusError {
  override readonly name = "SecondFactorRequired";
  readonly code = "second-factor-required";

  constructor(
    detail: string,
    readonly reason: SecondFactorReason,
  ) {
    super(detail);
  }
}

/** The caller may know of the thing but not do this. */
export class Forbidden extends SalusError {
  override readonly name = "Forbidden";
  readonly code = "forbidden";
}

/** It does not exist, or the caller may not know that it does. */
export class NotFound extends SalusError {
  override readonly name = "NotFound";
  readonly code = "not-found";
}

/** The path exists, with other methods. */
export class MethodNotAllowed extends SalusError {
  override readonly name = "MethodNotAllowed";
  readonly code = "method-not-allowed";
}

/** Somebody was faster, or it is there already. */
export class Conflict extends SalusError {
  override readonly name = "Conflict";
  readonly code = "conflict";

  /** @param currentRev the revision that is stored now, where the caller may know it */
  constructor(
    detail: string,
    readonly currentRev?: string,
  ) {
    super(detail);
  }
}

/** The data owner has as much of something as it may have. */
export class QuotaExceeded extends SalusError {
  override readonly name = "QuotaExceeded";
  readonly code = "quota-exceeded";

  constructor(
    detail: string,
    readonly quota: string,
    readonly limit: number,
  ) {
    super(detail);
  }
}

/** More than the server takes at once. */
export class TooLarge extends SalusError {
  override readonly name = "TooLarge";
  readonly code = "too-large";
}

/** Too often; to be tried again after the time given. */
export class TooManyRequests extends SalusError {
  override readonly name = "TooManyRequests";
  readonly code = "too-many-requests";

  constructor(
    detail: string,
    readonly retryAfterMs: number,
  ) {
    super(detail);
  }
}

/** A bug of the server's, or an answer that none should give. */
export class InternalFault extends SalusError {
  override readonly name = "InternalFault";
  readonly code = "internal";
}

/** The server, its store or the network does not answer; whether a write happened is not known. */
export class Unavailable extends SalusError {
  override readonly name = "Unavailable";
  readonly code = "unavailable";

  constructor(
    detail: string,
    readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
