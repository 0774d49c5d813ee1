import assert from "node:assert/strict";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import { verdictOf } from "../../../engine/rehearsal/verdict/verdict.ts";
import { allOf, clusterAtOutcome } from "./law.ts";

/** A verdict says that a change works only if nothing that is still there waits for a node, an image or its next start, or should be ready and is not. */
export function verdictsAreHonest(trace: Trace): void {
  if (verdictOf(trace).state !== "works") return;
  const wrong = allOf<StoredPod>(clusterAtOutcome(trace), "Pod").flatMap((pod) => {
    const trouble = isFinished(pod) || isTerminating(pod) ? undefined : troubleOf(pod);
    return trouble === undefined ? [] : [`${pod.metadata.name}: ${trouble}`];
  });
  assert.deepEqual(wrong, [], "the verdict is that it works");
}

function troubleOf(pod: StoredPod): string | undefined {
  const { status, spec } = pod;
  if (!spec.nodeName) return "has no node";
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const waits = statuses.map(({ state }) => state?.waiting?.reason).find((reason) => reason !== undefined && !starting.has(reason));
  return waits ?? (spec.restartPolicy === "Always" && !isReady(pod) ? "is not ready" : undefined);
}

const starting: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);
