import assert from "node:assert/strict";
import { isFinished, isReady, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import type { ContainerStatus } from "../../../schemas/generated/types.ts";
import { changesOf } from "./law.ts";

/** A pod that has a node keeps it. */
export function podsStay(trace: Trace): void {
  for (const { key, before, after } of podsOf(trace)) {
    if (!before.spec.nodeName) continue;
    assert.equal(after.spec.nodeName, before.spec.nodeName, `${key} moves`);
  }
}

/** A pod that has ended stays so. */
export function endsLast(trace: Trace): void {
  for (const { key, before, after } of podsOf(trace))
    if (isFinished(before)) assert.equal(after.status.phase, before.status.phase, `${key} has ended and goes on`);
}

/** A container's restarts never become fewer, and one that has ended does not run again without one more. */
export function restartsCount(trace: Trace): void {
  for (const { key, before, after } of podsOf(trace)) {
    const old = new Map(statusesOf(before).map((status) => [status.name, status]));
    for (const { name, restartCount = 0, state } of statusesOf(after)) {
      const was = old.get(name);
      const count = was?.restartCount ?? 0;
      assert.ok(restartCount >= count, `${key}: ${name} was restarted ${count} times, and then ${restartCount}`);
      if (was?.state?.terminated && state?.running) assert.ok(restartCount > count, `${key}: ${name} has ended and runs without a restart`);
    }
  }
}

/** A pod that gets ready has a node and an address, and all its containers run and are ready. */
export function readyPodsRun(trace: Trace): void {
  for (const { key, before, after } of podsOf(trace, "new ones, too")) {
    if (!isReady(after) || (before && isReady(before))) continue;
    const { spec, status } = after;
    assert.ok(spec.nodeName && status.podIP && status.phase === "Running", `${key} is ready and does not run`);
    const lasting = [...(spec.containers ?? []), ...(spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always")];
    assert.deepEqual(
      lasting.filter(({ name }) => !isUp(statusesOf(after).find((one) => one.name === name))).map(({ name }) => name),
      [],
      `${key} is ready, and these containers are not`,
    );
  }
}

/** Whether all containers of a pod run and are ready. */
export function isAllUp({ status }: StoredPod): boolean {
  return (status.containerStatuses ?? []).every(isUp);
}

function isUp(status: ContainerStatus | undefined): boolean {
  return status?.ready === true && status.state?.running !== undefined;
}

function statusesOf({ status }: StoredPod): readonly ContainerStatus[] {
  return [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
}

interface PodChange<Before> {
  readonly key: string;
  readonly before: Before;
  readonly after: StoredPod;
}

/** The changes of pods that stay the same pod. */
function podsOf(trace: Trace): Generator<PodChange<StoredPod>>;
function podsOf(trace: Trace, which: "new ones, too"): Generator<PodChange<StoredPod | undefined>>;
function* podsOf(trace: Trace, which?: "new ones, too"): Generator<PodChange<StoredPod | undefined>> {
  for (const { key, before: was, after } of changesOf(trace)) {
    if (after?.kind !== "Pod") continue;
    const before = was?.metadata.uid === after.metadata.uid ? (was as StoredPod) : undefined;
    if (before || which) yield { key, before, after: after as StoredPod };
  }
}
