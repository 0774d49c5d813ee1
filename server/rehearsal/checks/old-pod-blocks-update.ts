import type { StatefulSet } from "../../../schemas/generated/types.ts";
import { needsHand } from "../../../engine/controllers/statefulSet/byHand.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A StatefulSet waits for a pod of an older revision that never becomes ready, so even a repaired template does not help. */
export const oldPodBlocksUpdate: Check = {
  code: "old-pod-blocks-update",
  *find(rehearsed) {
    for (const set of rehearsed.objects<Stored<StatefulSet>>("StatefulSet")) {
      const why = needsHand(set, rehearsed.view);
      if (!why || !("pod" in why.numbers)) continue;
      const object = refOf(set);
      yield {
        state: "never",
        about: object,
        spot: editOf(set, rehearsed) ?? { object, path: ["spec", "template"] },
        message: say("old-pod-blocks-update", { workload: nameOf(object), pod: String(why.numbers.pod) }),
        at: rehearsed.since(rehearsed.trace.from),
      };
    }
  },
};

/** The first field of the template that the change touched. */
function editOf(set: Stored<StatefulSet>, { scene }: Rehearsed): Spot | undefined {
  const own = scene.change.applied.find(
    ({ ref }) => ref.kind === set.kind && ref.name === set.metadata.name && ref.namespace === set.metadata.namespace,
  );
  const edit = own?.is === "configured" ? own.edits.find(({ field }) => field.startsWith("spec.template")) : undefined;
  return edit && { object: refOf(set), path: stepsOfField(edit.field) };
}
