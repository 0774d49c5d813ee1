import { keyOf, type Ref, refOf } from "../../engine/core/objects.ts";
import { stepsOfField } from "../../api/fieldSteps.ts";
import { nameOf, say } from "../words/findings/say.ts";
import type { Check } from "./check.ts";
import { refOfManifest, type Rehearsed } from "./rehearsed.ts";

/** What else keeps a workload from its goal: the API server refuses an object or its pods, or nothing in particular can be named. */
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
      const isRefused = why.rule === "stuck-refused";
      const message =
        isRefused && "message" in why.numbers
          ? say("pods-refused", { workload: nameOf(about), message: String(why.numbers.message) })
          : say("never-completes", { workload: nameOf(about) });
      const own = rehearsed.workloads.find((workload) => keyOf(refOf(workload)) === keyOf(about));
      yield {
        state: "never",
        about,
        spot: place,
        message,
        ...(!isRefused && own && { assumed: [say("assumed-processes")] }),
        at: rehearsed.since(at),
      };
    }
  },
};

/** How often the files define an object: several definitions are often meant as alternatives. */
function definitions(ref: Ref, { change }: Rehearsed): number {
  return change.after.filter((manifest) => keyOf(refOfManifest(manifest)) === keyOf(ref)).length;
}
