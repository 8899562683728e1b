import { useEffect } from "react";

/** After so many minutes in which nobody did anything the keys are locked. */
export const IDLE_CHOICES = [2, 5, 10, 30] as const;

const USUAL_MINUTES = 10;
const PLACE = "salus-idle-minutes";
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** How many minutes this browser waits. */
export function idleMinutes(): number {
  const kept = Number(globalThis.localStorage.getItem(PLACE));
  return IDLE_CHOICES.find((each) => each === kept) ?? USUAL_MINUTES;
}

/** From the next sign of life on. */
export function setIdleMinutes(minutes: number): void {
  globalThis.localStorage.setItem(PLACE, String(minutes));
}

/**
 * Calls `lock` once nobody has done anything for that long. Goes by the clock, too: timers of a machine
 * that slept have not run.
 */
export function useIdleLock(active: boolean, lock: () => void): void {
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    let last = Date.now();
    const alive = () => {
      if (isOver()) {
        lock();
      } else {
        last = Date.now();
      }
    };
    const isOver = () => Date.now() - last >= idleMinutes() * 60_000;
    const timer = setInterval(() => {
      if (isOver()) {
        lock();
      }
    }, 5_000);
    for (const sign of SIGNS_OF_LIFE) {
      globalThis.addEventListener(sign, alive, { capture: true, passive: true });
    }
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) {
        globalThis.removeEventListener(sign, alive, { capture: true });
      }
    };
  }, [active, lock]);
}
