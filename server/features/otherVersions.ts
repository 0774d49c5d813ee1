import type { Admission } from "../../api/admit/admit.ts";
import type { Cause, Dropped } from "../../api/cause.ts";
import { startsWith } from "../../api/path.ts";
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
    return there.refusedAt !== "kind" && !there.causes.some((one) => isAbout(asWritten(one, manifest), cause));
  });
}

/** What another version refuses or drops, but this one accepts. */
export function brokenIn(manifest: Manifest, version: Version, other: Version): Pick<Admission, "causes" | "dropped"> {
  const [here, there] = [manifest.admit(nowhereIn[version]), manifest.admit(nowhereIn[other])];
  if (here.refusedAt === "kind") return { causes: [], dropped: [] };
  const causes = there.causes.filter((cause) => !here.causes.some((one) => isAbout(one, cause)));
  const isDroppedHere = (found: Dropped): boolean => here.dropped.some(({ path }) => path.toString() === found.path.toString());
  const isRefused = (found: Dropped): boolean => there.causes.some(({ path }) => startsWith(path.steps(), found.path.steps()));
  return { causes, dropped: there.dropped.filter((found) => !isDroppedHere(found) && !isRefused(found)) };
}

/** Whether two causes have the same path, or one contains the other: versions may report the same fault at different fields. */
function isAbout(one: Cause, other: Cause): boolean {
  const [a, b] = [one.path.steps(), other.path.steps()];
  return startsWith(a, b) || startsWith(b, a);
}
