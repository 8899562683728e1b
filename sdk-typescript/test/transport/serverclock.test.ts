import { beforeEach, describe, expect, it } from "vitest";
import { type ClockApart, ServerClock } from "../../src/transport/serverclock.js";

const OWN = Date.parse("2026-11-28T20:00:00.250Z");

describe("a clock that a server's answers set", () => {
  let said: ClockApart[];
  let clock: ServerClock;

  beforeEach(() => {
    said = [];
    clock = new ServerClock(
      () => OWN,
      (apart) => said.push(apart),
    );
  });

  const answered = (aheadSeconds: number, tookMs = 0): number => {
    clock.answered(new Date(OWN + aheadSeconds * 1_000).toUTCString(), tookMs);
    return clock.now() - OWN;
  };

  it("goes by the server from one minute to ten", () => {
    for (const seconds of [-599, -360, -62, 62, 360, 599]) {
      expect(Math.abs(answered(seconds) - seconds * 1_000)).toBeLessThanOrEqual(500);
      expect(clock.own()).toBe(OWN);
    }
  });

  it("is not set by what is nearer or further, which ends what was learnt before", () => {
    for (const seconds of [0, 59, -59, 601, -602, 86_400 * 400, -86_400 * 400]) {
      expect(answered(300)).not.toBe(0);
      expect(answered(seconds)).toBe(0);
    }
  });

  it("is not set by an answer that took long, or by what is no date", () => {
    expect(answered(300, 10_001)).toBe(0);
    for (const date of ["", "now", "Fri, 02 Jan 2026", "1767323045", "2026-11-28T20:05:00Z"]) {
      clock.answered(date, 0);
      expect(clock.now()).toBe(OWN);
    }
  });

  it("says once that the two are apart, and whether it goes by the server's", () => {
    answered(50);
    answered(360);
    answered(420);
    answered(86_400);
    expect(said).toEqual([{ ms: 360_250, used: true }]);
  });

  it("says so too where they are too far apart", () => {
    answered(-3_600);
    expect(said).toEqual([{ ms: -3_599_750, used: false }]);
  });
});
