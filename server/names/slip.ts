import { nearest } from "../../api/cause.ts";

/**
 * The name that was most likely meant, if another differs from it by a typing mistake. Names of objects consist of words:
 * `web-config` and `app-config`, or `web` and `web-config`, are two names and not a mistake, however similar they are.
 */
export function slipOf(name: string, names: Iterable<string>): string | undefined {
  return nearest(
    name,
    [...names].filter((other) => isSlip(name, other)),
  );
}

function isSlip(name: string, other: string): boolean {
  const [ours, theirs] = [wordsOf(name), wordsOf(other)];
  if (ours.length !== theirs.length) return ours.join("") === theirs.join("");
  return ours.every((word, i) => word === theirs[i] || nearest(word, [theirs[i]!]) !== undefined);
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[-._]/);
}
