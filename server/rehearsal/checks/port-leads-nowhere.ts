import { stepsOfField } from "../../../api/fieldSteps.ts";
import { matches, selectorFromMap } from "../../../api/selector.ts";
import type { Service } from "../../../schemas/generated/types.ts";
import { keyOf, type Stored } from "../../../engine/core/objects.ts";
import { listensFrom, runOf } from "../../../engine/processes/behaviour.ts";
import { podLabelsOf } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import { assumedOf } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** A Service has endpoints, and nothing behind them listens on the port that it forwards to. */
export const portLeadsNowhere: Check = {
  code: "port-leads-nowhere",
  *find(rehearsed) {
    for (const { code, about, sentence, spot } of rehearsed.verdict.findings) {
      if ((code !== "nothing-listens" && code !== "no-port-named") || !spot || !rehearsed.manifestOf(about)) continue;
      const { port = "", target = "" } = (sentence.parts ?? {}) as Readonly<Record<string, string | number>>;
      const places = behind(rehearsed.scene.course.end.get(keyOf(about)) as Stored<Service>, rehearsed);
      const open = [...new Set(places.flatMap(({ process }) => [...listensFrom(runOf(process.behaviour, 0)).keys()]))];
      const parts = { service: nameOf(about), port, target };
      const at = { object: about, path: stepsOfField(spot.field) };
      yield {
        state: "hurts",
        about,
        spot: at,
        message:
          code === "no-port-named"
            ? say("port-not-named", parts)
            : open.length === 0
              ? say("port-not-open", parts)
              : say("port-elsewhere", { ...parts, open: open.join(", ") }),
        assumed: code === "no-port-named" ? [] : places.flatMap(assumedOf),
        fixes: open.length === 1 && at.path.at(-1) === "targetPort" ? [setTo(at, open[0]!)] : [],
      };
    }
  },
};

/** The containers behind a Service. */
function behind({ spec, metadata: { namespace } }: Stored<Service>, rehearsed: Rehearsed): readonly ContainerPlace[] {
  const selector = selectorFromMap(spec.selector);
  const own = rehearsed.workloads.filter((one) => one.metadata.namespace === namespace && matches(selector, podLabelsOf(one)));
  return own.flatMap((workload) => rehearsed.containersOf(workload).filter(({ isInit }) => !isInit));
}
