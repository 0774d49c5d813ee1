import { unboundClaim } from "../../../engine/controllers/volumes/obstacle.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { slipOf } from "../../names/slip.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo, without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { podSpecOf } from "../rehearsed.ts";
import { unplacedIn } from "./unplaced.ts";

/** Pods wait for a claim that does not exist, or that gets no volume. */
export const claimUnbound: Check = {
  code: "claim-unbound",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const pods = rehearsed.podsOf(workload).filter((pod) => isActive(pod) && !pod.spec.nodeName);
      const why = unboundClaim(pods, rehearsed.view);
      const field = why?.fields[0];
      if (!why || !field || !("claim" in why.numbers)) continue;
      const obstacle = unplacedIn(rehearsed).find((one) => one.workload === workload)?.refusal.plugin;
      if (why.rule === "stuck-no-volume" && obstacle !== undefined && !obstacle.includes("Volume")) continue; // the claim waits for its pod
      const object = refOf(workload);
      const claim = String(why.numbers.claim);
      if (why.rule === "stuck-no-claim") {
        const index = (podSpecOf(workload)?.volumes ?? []).findIndex((one) => one.persistentVolumeClaim?.claimName === claim);
        const spot: Spot = {
          object,
          path: [...templatePath(workload.kind)!, "spec", "volumes", Math.max(0, index), "persistentVolumeClaim", "claimName"],
        };
        const names = rehearsed.view.store.list("PersistentVolumeClaim", workload.metadata.namespace).map(({ metadata }) => metadata.name);
        const near = slipOf(claim, names);
        const message = say("claim-missing", { workload: nameOf(object), claim });
        yield {
          state: "never",
          about: object,
          spot,
          message,
          assumed: near === undefined ? [say("assumed-absent", { config: `PersistentVolumeClaim ${claim}` })] : [],
          fixes: near === undefined ? [] : [setTo(spot, near)],
        };
      } else {
        const spot: Spot = { object: field.object, path: stepsOfField(field.field) };
        const message = say("claim-unbound", { workload: nameOf(object), claim, class: "class" in why.numbers ? String(why.numbers.class) : "" });
        const others = ["volumeName", "selector", "accessModes", "resources"].map((name): Spot => ({
          object: spot.object,
          path: [...spot.path.slice(0, -1), name],
        }));
        yield {
          state: "never",
          about: object,
          spot: rehearsed.cause(spot, ...others),
          message,
          assumed: [say("assumed-classes")],
          fixes: [without(spot)],
        };
      }
    }
  },
};
