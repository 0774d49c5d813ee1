import type { Command } from "../../engine/core/command.ts";
import type { Ref, StoredObject } from "../../engine/core/objects.ts";
import { person } from "../../engine/plane/apiServer/apiServer.ts";
import type { Stage } from "../../engine/rehearsal/script/stage.ts";
import type { Kubectl } from "../../engine/rehearsal/simulate.ts";
import type { Cluster } from "../core/cluster.ts";
import { runLine } from "../run.ts";

/** Runs a line of a script, without waiting and without files. Its output is dropped, except errors. */
export const performLine: Kubectl = (line, stage) => {
  const blocked: Ref[] = [];
  const { code, stderr } = runLine(line, onStage(stage, blocked));
  return { refusals: code === 0 || blocked.length > 0 ? [] : [stderr.trim()], blocked };
};

/** `blocked` gathers the pods that a disruption budget keeps from being evicted. */
function onStage(stage: Stage, blocked: Ref[]): Cluster {
  const { plane, names } = stage;
  return {
    get now() {
      return plane.now;
    },
    store: plane.store,
    events: [],
    perform(command: Command) {
      if (command.do === "create") {
        const { kind, metadata } = command.object as StoredObject;
        names.give(kind, metadata.name);
      }
      const answer = stage.perform(command);
      if (command.do === "evict" && !answer.ok && answer.reason === "TooManyRequests") blocked.push(command.pod);
      return answer;
    },
    tryOut: (command) => plane.tryOut(command, person),
    read: () => undefined,
    pass: () => false,
  };
}
