import { ProtocolViolation } from "../encoding/violation.js";
import {
  Conflict,
  Forbidden,
  InternalFault,
  Invalid,
  MethodNotAllowed,
  NotFound,
  QuotaExceeded,
  type SalusError,
  type SecondFactorReason,
  SecondFactorRequired,
  TooLarge,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
} from "../error/server.js";
import { type JsonNode, type JsonObject, valueAt } from "../json/node.js";
import { parseWire, wireInteger } from "../json/wire.js";

/** When to ask again if nobody says, milliseconds. */
export const RETRY_AFTER_MS = 1_000;

/**
 * What an answer says; undefined if it has no body.
 *
 * @throws SalusError the error that it is
 */
export function readAnswer(status: number, body: Uint8Array): JsonObject | undefined {
  const success = status >= 200 && status < 300;
  if (success && body.length === 0) {
    return undefined;
  }
  const json = parsed(body);
  if (success && json !== undefined) {
    return json;
  }
  if (success) {
    throw new InternalFault(`the server answered ${status} with a body that is refused`);
  }
  throw json?.members.has("code") === true ? problem(json) : ofStatus(status);
}

/** The error that a problem document describes. */
export function problem(json: JsonObject): SalusError {
  const detail = optionalText(json, "detail") ?? "no detail was given";
  const retryAfterMs = optionalInteger(json, "retryAfterMs") ?? RETRY_AFTER_MS;
  switch (optionalText(json, "code")) {
    case "invalid":
      return new Invalid(optionalText(json, "field") ?? "", detail);
    case "unauthenticated":
      return new Unauthenticated(detail);
    case "second-factor-required":
      return new SecondFactorRequired(detail, reasonOf(optionalText(json, "reason")));
    case "forbidden":
      return new Forbidden(detail);
    case "not-found":
      return new NotFound(detail);
    case "method-not-allowed":
      return new MethodNotAllowed(detail);
    case "conflict":
      return new Conflict(detail, optionalText(json, "currentRev"));
    case "quota-exceeded": {
      const limit = optionalInteger(json, "limit") ?? 0;
      return new QuotaExceeded(detail, optionalText(json, "quota") ?? "", limit);
    }
    case "too-large":
      return new TooLarge(detail);
    case "too-many-requests":
      return new TooManyRequests(detail, retryAfterMs);
    case "unavailable":
      return new Unavailable(detail, retryAfterMs);
    default:
      return new InternalFault(detail);
  }
}

function reasonOf(reason: string | undefined): SecondFactorReason {
  return reason === "code-refused" || reason === "not-set-up" ? reason : "code-missing";
}

/** A string that an answer has to have. */
export function text(json: JsonObject, name: string): string {
  const value = optionalText(json, name);
  if (value === undefined) {
    throw new InternalFault(`the server's answer has no ${name}`);
  }
  return value;
}

/** A string; undefined if there is none. */
export function optionalText(json: JsonObject, name: string): string | undefined {
  const node = valueAt(json, name);
  return node?.kind === "text" ? node.value : undefined;
}

/** An integer; undefined if there is none. */
export function optionalInteger(json: JsonObject, name: string): number | undefined {
  const node = valueAt(json, name);
  return node === undefined ? undefined : wireInteger(node);
}

/** Whether an answer says true. */
export function flag(json: JsonObject, name: string): boolean {
  const node = valueAt(json, name);
  return node?.kind === "scalar" && node.value === true;
}

/** The strings of a list; empty if there is none. */
export function texts(json: JsonObject, name: string): readonly string[] {
  return elements(json, name).flatMap((node) => (node.kind === "text" ? [node.value] : []));
}

/** The objects of a list that an answer has to have. */
export function objects(json: JsonObject, name: string): readonly JsonObject[] {
  if (valueAt(json, name)?.kind !== "array") {
    throw new InternalFault(`the server's answer has no ${name}`);
  }
  return elements(json, name).flatMap((node) => (node.kind === "object" ? [node] : []));
}

/** What a page has. */
export function items(json: JsonObject): readonly JsonObject[] {
  return objects(json, "items");
}

/** Where the next page begins; undefined if there is none. */
export function next(json: JsonObject): string | undefined {
  return optionalText(json, "next");
}

function elements(json: JsonObject, name: string): readonly JsonNode[] {
  const node = valueAt(json, name);
  return node?.kind === "array" ? node.elements : [];
}

function parsed(body: Uint8Array): JsonObject | undefined {
  try {
    return parseWire(body);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}

function ofStatus(status: number): SalusError {
  const detail = `the server answered ${status} without saying why`;
  switch (status) {
    case 401:
      return new Unauthenticated(detail);
    case 404:
      return new NotFound(detail);
    case 413:
      return new TooLarge(detail);
    case 429:
      return new TooManyRequests(detail, RETRY_AFTER_MS);
    case 502:
    case 503:
    case 504:
      return new Unavailable(detail, RETRY_AFTER_MS);
    default:
      return new InternalFault(detail);
  }
}
