import { useEffect, useState } from "preact/hooks";

/** How long a value must stay unchanged, in milliseconds. */
export const restMillis = 100;

/** The last value that stayed unchanged for that time. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMillis);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
