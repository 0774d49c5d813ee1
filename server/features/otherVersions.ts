import type { Admission } from "../../api/admit/admit.ts";
import type { Cause, Dropped } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import { startsWith, type Steps } from "../../api/path.ts";
import { nowhereIn } from "../../api/surroundings.ts";
import { type Version, versions } from "../../api/version.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { asWritten } from "./asWritten.ts";

/** The versions whose server accepts what this one refuses, by a cause at the field that is written; empty for causes that state their versions themselves. */
export function takenBy(cause: Cause, manifest: Manifest, version: Version): readonly Version[] {
  if (cause.code === "needs-newer-version" || cause.code === "gone-in-version" || cause.code === "removed-version") return [];
  return versions.filter((other) => {
    if (other === version) return false;
    const there = manifest.admit(nowhereIn[other]);
    // Only a Secret's causes stand elsewhere than where they are written.
    const causes = manifest.kind === "Secret" ? there.causes.map((one) => asWritten(one, manifest)) : there.causes;
    return there.refusedAt !== "kind" && !isToldAmong(causes, cause);
  });
}

/** What another version refuses or drops, but this one accepts. */
export function brokenIn(manifest: Manifest, version: Version, other: Version): Pick<Admission, "causes" | "dropped"> {
  const [here, there] = [manifest.admit(nowhereIn[version]), manifest.admit(nowhereIn[other])];
  if (here.refusedAt === "kind") return { causes: [], dropped: [] };
  const causes = there.causes.filter((cause) => !isToldAmong(here.causes, cause));
  const isDroppedHere = (found: Dropped): boolean => here.dropped.some(({ path }) => path.toString() === found.path.toString());
  const isRefused = (found: Dropped): boolean => there.causes.some(({ path }) => startsWith(path.steps(), found.path.steps()));
  return { causes, dropped: there.dropped.filter((found) => !isDroppedHere(found) && !isRefused(found)) };
}

/** Whether one of some causes has the same path as a cause, or one of both contains the other: versions may report the same fault at different fields. */
function isToldAmong(causes: readonly Cause[], { path }: Cause): boolean {
  const { ends, through } = waysTo(causes);
  const ways = waysThrough(path.steps());
  return through.has(ways.at(-1)!) || ways.some((way) => ends.has(way));
}

/** The ways to the values that causes complain of, and to all that holds these. */
const waysTo = memoize((causes: readonly Cause[]) => {
  const all = causes.map(({ path }) => waysThrough(path.steps()));
  return { ends: new Set(all.map((ways) => ways.at(-1)!)), through: new Set(all.flat()) };
});

/** The ways from the root to all that holds a value, and to the value itself, as texts. */
function waysThrough(steps: Steps): string[] {
  return ["", ...steps].map((_, length) => JSON.stringify(steps.slice(0, length)));
}
