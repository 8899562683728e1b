import { useCallback, useEffect, useRef } from "react";

/** Says whether what asks is shown still: for what goes on after a wait, in which somebody may have left. */
export function useIsThere(): () => boolean {
  const there = useRef(false);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  return useCallback(() => there.current, []);
}
