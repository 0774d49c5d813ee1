import type { Deployment, HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { keyOf, refOf, type Stored } from "../../../engine/core/objects.ts";
import { refIn } from "../../../engine/rehearsal/script/named.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** An autoscaler that keeps scaling up and down at the stated load, or that does not wait before it scales down. */
export const autoscalerFlaps: Check = {
  code: "autoscaler-flaps",
  *find(rehearsed) {
    for (const autoscaler of rehearsed.objects<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler")) {
      const object = refOf(autoscaler);
      const down: Spot = { object, path: ["spec", "behavior", "scaleDown", "stabilizationWindowSeconds"] };
      const turns = turnsOf(autoscaler, rehearsed);
      const isImpatient = rehearsed.written(down) === 0;
      if (turns < 2 && !isImpatient) continue;
      yield {
        state: "hurts",
        about: object,
        spot: rehearsed.cause(down, { object, path: ["spec", "behavior"] }, { object, path: ["spec", "metrics"] }, { object, path: ["spec"] }),
        message:
          turns < 2
            ? say("autoscaler-does-not-wait", { autoscaler: nameOf(object) })
            : say("autoscaler-flaps", { autoscaler: nameOf(object), turns }),
        assumed: turns < 2 ? [say("assumed-load")] : [],
        fixes: [setTo(down, 300)],
      };
    }
  },
};

/** How often the number of replicas changed its direction. */
function turnsOf({ spec, metadata }: Stored<HorizontalPodAutoscaler>, { trace }: Rehearsed): number {
  const key = keyOf(refIn(spec.scaleTargetRef?.kind ?? "", spec.scaleTargetRef?.name ?? "", metadata.namespace));
  let [turns, last, direction] = [0, undefined as number | undefined, 0];
  for (const { key: of, object } of trace.versions) {
    const replicas = of === key ? (object as Stored<Deployment> | undefined)?.spec.replicas : undefined;
    if (replicas === undefined) continue;
    const step = Math.sign(replicas - (last ?? replicas));
    if (step !== 0 && direction !== 0 && step !== direction) turns++;
    if (step !== 0) direction = step;
    last = replicas;
  }
  return turns;
}
