import type { Admission } from "../../api/admit/admit.ts";
import type { Cause, Dropped } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import type { Steps } from "../../api/path.ts";
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
    return there.refusedAt !== "kind" && !isToldAmong(writtenIn(manifest)(there.causes), cause);
  });
}

/** The causes of a manifest where they are written: only a Secret's stand elsewhere. */
const writtenIn = memoize((manifest: Manifest) =>
  memoize((causes: readonly Cause[]) => (manifest.kind === "Secret" ? causes.map((one) => asWritten(one, manifest)) : causes)),
);

/** What another version refuses or drops, but this one accepts. */
export function brokenIn(manifest: Manifest, version: Version, other: Version): Pick<Admission, "causes" | "dropped"> {
  const [here, there] = [manifest.admit(nowhereIn[version]), manifest.admit(nowhereIn[other])];
  if (here.refusedAt === "kind") return { causes: [], dropped: [] };
  const causes = there.causes.filter((cause) => !isToldAmong(here.causes, cause));
  const droppedHere = new Set(here.dropped.map(({ path }) => path.toString()));
  const isRefused = ({ path }: Dropped): boolean => path.steps().reduce(stepAlong, waysTo(there.causes)) !== undefined;
  return { causes, dropped: there.dropped.filter((found) => !droppedHere.has(found.path.toString()) && !isRefused(found)) };
}

/** Whether one of some causes has the same path as a cause, or one of both contains the other: versions may report the same fault at different fields. */
function isToldAmong(causes: readonly Cause[], { path }: Cause): boolean {
  let at: Way | undefined = waysTo(causes);
  for (const step of path.steps()) {
    if (!at || at.isEnd) break;
    at = stepAlong(at, step);
  }
  return at !== undefined;
}

/** A value on the way to those that causes complain of. */
interface Way {
  /** Whether it is one of those. */
  isEnd: boolean;
  readonly next: Map<Steps[number], Way>;
}

function stepAlong(at: Way | undefined, step: Steps[number]): Way | undefined {
  return at?.next.get(step);
}

/** The ways to the values that causes complain of, from the root. */
const waysTo = memoize((causes: readonly Cause[]): Way | undefined => {
  if (causes.length === 0) return undefined;
  const root: Way = { isEnd: false, next: new Map() };
  for (const { path } of causes) {
    let at = root;
    for (const step of path.steps()) {
      const known = at.next.get(step);
      const next: Way = known ?? { isEnd: false, next: new Map() };
      if (!known) at.next.set(step, next);
      at = next;
    }
    at.isEnd = true;
  }
  return root;
});
