import { collisionsIn } from "../../../engine/processes/listeners.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { assumedOf, commandPath } from "./processes.ts";
import { podSpecOf } from "../rehearsed.ts";

/** Containers of a pod share one network, so the second one that listens on a port fails. */
export const portTakenInPod: Check = {
  code: "port-taken-in-pod",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const spec = podSpecOf(workload);
      const places = rehearsed.containersOf(workload);
      const processes = new Map(places.map((place) => [place.container.name ?? "", place.process]));
      for (const { port, holder, refused } of spec ? collisionsIn(spec, processes) : []) {
        const [loser, winner] = [refused, holder].map((name) => places.find(({ container }) => container.name === name)!);
        const object = refOf(workload);
        const index = loser!.container.ports?.findIndex(({ containerPort }) => containerPort === port) ?? -1;
        const declared: Spot[] = index < 0 ? [] : [{ object, path: [...loser!.path, "ports", index, "containerPort"] }];
        const theirs = winner!.container.ports?.findIndex(({ containerPort }) => containerPort === port) ?? -1;
        const others: Spot[] = theirs < 0 ? [] : [{ object, path: [...winner!.path, "ports", theirs, "containerPort"] }];
        const runs = { object, path: commandPath(loser!) };
        const [first, ...rest] = [...declared, runs, ...others];
        yield {
          state: "never",
          about: object,
          spot: rehearsed.cause(first!, ...rest),
          message: say("port-taken-in-pod", { workload: nameOf(object), container: refused, port, holder }),
          assumed: [...assumedOf(loser!), ...assumedOf(winner!)],
          related: [{ object, path: [...winner!.path, "name"], message: say("holds-port", { holder, port }) }],
          fixes: declared.map((spot) =>
            setTo(
              spot,
              freePort(
                port,
                places.flatMap(({ container }) => container.ports?.map(({ containerPort = 0 }) => containerPort) ?? []),
              ),
            ),
          ),
        };
      }
    }
  },
};

function freePort(port: number, taken: readonly number[]): number {
  let free = port < 1024 ? port + 8000 : port + 1;
  while (taken.includes(free)) free++;
  return free;
}
