import { useEffect, useState } from "preact/hooks";

/** What has not changed for so long rests. In milliseconds. */
export const restMillis = 100;

/** The last value that came to rest. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMillis);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
