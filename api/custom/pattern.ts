/** Patterns with nested repetitions, for which JavaScript, unlike Go, may need exponential time. */
const endless = /[+*}]\)*[^()|]*\)(?:[+*]|\{\d*,)/;

/** Go's patterns are nearly the same as JavaScript's. Nothing for a pattern that JavaScript cannot compile, or does not read as Go does. */
export function compiledPattern(pattern: string): RegExp | undefined {
  if (endless.test(pattern) || pattern.includes("[[:")) return undefined;
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}
