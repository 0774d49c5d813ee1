import { pullTroubles } from "../../../engine/core/pods.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { ContainerSpan, ContainerState, ContainerStory } from "./containerLife.ts";

/** The field of the pod's spec that determines a state of a container: the probe, the command, the image, the hook. */
export function deciding(
  story: Pick<ContainerStory, "container" | "field">,
  state: ContainerState,
  { reason = "" }: Pick<ContainerSpan, "reason">,
  killedBy?: TracedEvent["probe"],
): string {
  const { container, field } = story;
  const { readinessProbe, startupProbe, lifecycle } = container;
  switch (state) {
    case "pulling":
      return `${field}.image`;
    case "held":
      return heldBy(story, reason, killedBy);
    case "starting":
      return startupProbe ? `${field}.startupProbe` : lifecycle?.postStart ? `${field}.lifecycle.postStart` : field;
    case "running":
    case "ready":
      return readinessProbe ? `${field}.readinessProbe` : startupProbe ? `${field}.startupProbe` : field;
    case "ending":
      if (killedBy) return `${field}.${killedBy}Probe`;
      return lifecycle?.preStop ? `${field}.lifecycle.preStop` : "terminationGracePeriodSeconds";
    case "init":
    case "done":
    case "failed":
      if (killedBy) return `${field}.${killedBy}Probe`;
      return reason === "OOMKilled" ? `${field}.resources.limits.memory` : `${field}${commandOf(story)}`;
    case "waiting":
    case "gone":
      return field;
  }
}

function heldBy(story: Pick<ContainerStory, "container" | "field">, reason: string, killedBy: TracedEvent["probe"]): string {
  const { container, field } = story;
  if (pullTroubles.has(reason)) return `${field}.image`;
  if (reason === "FailedMount") return "volumes";
  if (reason === "PostStartHookError") return `${field}.lifecycle.postStart`;
  if (reason === "CreateContainerConfigError") return `${field}${container.envFrom ? ".envFrom" : container.env ? ".env" : ""}`;
  return killedBy ? `${field}.${killedBy}Probe` : `${field}${commandOf(story)}`;
}

/** The field with what a process runs: the command or the arguments in the manifest, or else the image. */
function commandOf({ container }: Pick<ContainerStory, "container">): string {
  return container.command ? ".command" : container.args ? ".args" : ".image";
}
