import type { JsonMember, JsonNode, JsonObject } from "./node.js";
import { hasLoneSurrogate } from "./node.js";

/** How large what is read may be; characters are UTF-16 units. */
export interface JsonLimits {
  readonly depth: number;
  readonly nameChars: number;
  readonly textChars: number;
  readonly numberChars: number;
}

/** Why a text was refused. */
export type JsonFault = "SYNTAX" | "DUPLICATE_NAME" | "LONE_SURROGATE" | "LIMIT";

/** Of a path that is told; names may be long. */
const MAX_PATH_CHARS = 200;

/** That a text is not JSON, or more than the limits let in. It names no value. */
export class JsonRefused extends Error {
  override readonly name = "JsonRefused";

  /**
   * @param fault what is wrong
   * @param path where, such as `codes[0].code`; empty for the whole
   * @param detail the rule
   */
  constructor(
    readonly fault: JsonFault,
    readonly path: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

/**
 * The object that a text is (RFC 8259), with no name twice and no lone surrogate.
 *
 * @throws JsonRefused if it is anything else
 */
export function parseObject(source: string, limits: JsonLimits): JsonObject {
  return new Parser(source, limits).whole();
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;

class Parser {
  private at = 0;
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly source: string,
    private readonly limits: JsonLimits,
  ) {}

  whole(): JsonObject {
    this.skipSpace();
    if (this.source[this.at] !== "{") {
      throw this.refused("SYNTAX", "must be a JSON object");
    }
    const object = this.object();
    this.skipSpace();
    if (this.at !== this.source.length) {
      throw this.refused("SYNTAX", "must be one JSON object and nothing more");
    }
    return object;
  }

  private value(): JsonNode {
    const { source, at: start } = this;
    switch (source[start]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"': {
        const value = this.text(this.limits.textChars, "a text");
        return { kind: "text", value, source, start, end: this.at };
      }
      case "t":
        return this.scalar("true", true);
      case "f":
        return this.scalar("false", false);
      case "n":
        return this.scalar("null", null);
      default:
        return this.number();
    }
  }

  private object(): JsonObject {
    const start = this.open();
    const members = new Map<string, JsonMember>();
    for (let more = !this.ends("}"); more; more = this.goesOn("}")) {
      const nameStart = this.at;
      const name = this.text(this.limits.nameChars, "names");
      this.path.push(name);
      this.skipSpace();
      this.take(":");
      this.skipSpace();
      if (members.has(name)) {
        throw this.refused("DUPLICATE_NAME", "must not occur twice in an object");
      }
      members.set(name, { nameStart, value: this.value() });
      this.path.pop();
    }
    return { kind: "object", members, source: this.source, start, end: this.at };
  }

  private array(): JsonNode {
    const start = this.open();
    const elements: JsonNode[] = [];
    for (let more = !this.ends("]"); more; more = this.goesOn("]")) {
      this.path.push(elements.length);
      elements.push(this.value());
      this.path.pop();
    }
    return { kind: "array", elements, source: this.source, start, end: this.at };
  }

  private depth = 0;

  /** Goes in: past the bracket and to what comes next. */
  private open(): number {
    if (++this.depth > this.limits.depth) {
      throw this.refused("LIMIT", `must be nested at most ${this.limits.depth} levels deep`);
    }
    const start = this.at++;
    this.skipSpace();
    return start;
  }

  /** Whether the object or array ends here; goes past its bracket then. */
  private ends(bracket: string): boolean {
    if (this.source[this.at] !== bracket) {
      return false;
    }
    this.at++;
    this.depth--;
    return true;
  }

  /** Whether there is one more element. */
  private goesOn(bracket: string): boolean {
    this.skipSpace();
    if (this.ends(bracket)) {
      return false;
    }
    this.take(",");
    this.skipSpace();
    return true;
  }

  private text(longest: number, what: string): string {
    const { source, at: start } = this;
    this.take('"');
    let escaped = false;
    for (; this.at < source.length; this.at++) {
      const unit = source.charCodeAt(this.at);
      if (unit === 0x22) {
        this.at++;
        const text = escaped ? this.unescape(start) : source.slice(start + 1, this.at - 1);
        return this.allowed(text, longest, what);
      }
      if (unit === 0x5c) {
        escaped = true;
        this.at++;
      } else if (unit < 0x20) {
        break;
      }
    }
    throw this.refused("SYNTAX", "must be JSON");
  }

  private unescape(start: number): string {
    try {
      return JSON.parse(this.source.slice(start, this.at)) as string;
    } catch {
      throw this.refused("SYNTAX", "must be JSON");
    }
  }

  private allowed(text: string, longest: number, what: string): string {
    if (hasLoneSurrogate(text)) {
      throw this.refused("LONE_SURROGATE", "must not have a lone surrogate");
    }
    if (text.length > longest) {
      throw this.refused("LIMIT", `must have ${what} of at most ${longest} characters`);
    }
    return text;
  }

  private scalar(text: string, value: boolean | null): JsonNode {
    const { source, at: start } = this;
    if (!source.startsWith(text, start)) {
      throw this.refused("SYNTAX", "must be JSON");
    }
    this.at += text.length;
    return { kind: "scalar", value, source, start, end: this.at };
  }

  private number(): JsonNode {
    const { source, at: start } = this;
    NUMBER.lastIndex = start;
    if (!NUMBER.test(source)) {
      throw this.refused("SYNTAX", "must be JSON");
    }
    this.at = NUMBER.lastIndex;
    if (this.at - start > this.limits.numberChars) {
      const most = this.limits.numberChars;
      throw this.refused("LIMIT", `must be a number of at most ${most} characters`);
    }
    return { kind: "number", source, start, end: this.at };
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.source);
    this.at = SPACE.lastIndex;
  }

  private take(sign: string): void {
    if (this.source[this.at] !== sign) {
      throw this.refused("SYNTAX", "must be JSON");
    }
    this.at++;
  }

  private refused(fault: JsonFault, detail: string): JsonRefused {
    const path = this.path
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .replace(/^\./, "");
    const told = path.length <= MAX_PATH_CHARS ? path : `${path.slice(0, MAX_PATH_CHARS)}…`;
    return new JsonRefused(fault, told, detail);
  }
}
