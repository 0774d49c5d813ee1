import { groupBy } from "../../../api/groupBy.ts";
import { memoize } from "../../../api/memoize.ts";
import { keyOf, type Ref, refOf } from "../../../engine/core/objects.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { nameOf, reasonOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import type { Why } from "../../../engine/core/why.ts";
import { isSubstituted } from "../../text/placeholder.ts";
import type { FindingsSentence } from "../../words/rehearsal/say.ts";
import type { Check } from "./check.ts";
import { refOfManifest } from "../../../engine/rehearsal/change.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** All other reasons why a workload does not complete: the API server refuses an object or its pods, or no particular reason is known. */
export const neverCompletes: Check = {
  code: "never-completes",
  *find(rehearsed) {
    for (const one of rehearsed.scene.change.applied) {
      if (one.is !== "refused") continue;
      yield {
        state: "never",
        about: one.ref,
        spot: { object: one.ref, path: rehearsed.fixedField(one.ref)?.steps() ?? ["spec"] },
        message: say("apply-refused", { object: nameOf(one.ref), message: one.message }),
        ...(definitions(one.ref, rehearsed) > 1 && { isMild: true }),
      };
    }
    for (const { about, why, spot, at, code } of rehearsed.verdict.findings) {
      if (code !== "never-completes" || !why || !rehearsed.manifestOf(about)) continue;
      const place = { object: spot?.object ?? about, path: stepsOfField(spot?.field ?? "spec") };
      if (isFilledIn(why, about, rehearsed)) continue;
      const isCertain = why.rule === "stuck-refused" || why.rule === "stuck-image-refused";
      const own = rehearsed.workloads.find((workload) => keyOf(refOf(workload)) === keyOf(about));
      yield {
        state: "never",
        about,
        spot: place,
        message: messageOf(about, why),
        ...(!isCertain && own && { assumed: [say("assumed-processes")] }),
        at: rehearsed.since(at),
      };
    }
  },
};

function messageOf(about: Ref, why: Why): FindingsSentence {
  const { rule, numbers } = why;
  const workload = nameOf(about);
  const { message, container, host } = numbers as Readonly<Record<string, string | number | undefined>>;
  if (rule === "stuck-refused" && message !== undefined) return say("pods-refused", { workload, message });
  if (rule === "stuck-image-refused" && container !== undefined && message !== undefined)
    return say("image-refused", { workload, container, message });
  if ((rule === "stuck-host" || rule === "stuck-server") && container !== undefined && host !== undefined)
    return say("waits-for-host", { workload, container, host });
  return say("never-completes", { workload, because: reasonOf(why) });
}

/** Whether an image name is invalid because a program such as `ko` will replace it. */
function isFilledIn({ rule, numbers }: Why, about: Ref, rehearsed: Rehearsed): boolean {
  if (rule !== "stuck-image-refused" || !("container" in numbers)) return false;
  const workload = rehearsed.workloads.find((one) => keyOf(refOf(one)) === keyOf(about));
  const found = workload && rehearsed.containersOf(workload).find(({ container }) => container.name === numbers.container);
  return found !== undefined && isSubstituted(found.container.image ?? "");
}

/** How often the files define an object: several definitions are often meant as alternatives. */
function definitions(ref: Ref, { change }: Rehearsed): number {
  return byObject(change.after).get(keyOf(ref))?.length ?? 0;
}

const byObject = memoize((manifests: readonly unknown[]) => groupBy(manifests, (manifest) => keyOf(refOfManifest(manifest))));
