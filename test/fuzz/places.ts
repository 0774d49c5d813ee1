import assert from "node:assert/strict";
import fc from "fast-check";
import { admit } from "../../api/admit/admit.ts";
import type { KubernetesObject } from "../../api/object.ts";
import { createScheduler } from "../../engine/scheduler/scheduler.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import { node, pod as podOf } from "../engine/scheduler/clusters.ts";
import { fuzzer } from "./fuzzer.ts";
import { accepted, hostileNames, type Manifest, oddObjects } from "./values/objects.ts";

const amounts = fc.constantFrom("0", "1", "4", "250m", "1Gi", "-5", "1e400", "9223372036854775807", "99999999999999999999Ei", "", "x", "NaN");
const labels = fc.dictionary(fc.constantFrom("disk", "topology.kubernetes.io/zone", ...hostileNames), fc.constantFrom("a", "b", ...hostileNames), {
  maxKeys: 3,
});
const nodes = fc.array(fc.record({ cpu: amounts, memory: amounts, labels }), { minLength: 1, maxLength: 5 });
const recordedPods = accepted.filter(({ kind }) => kind === "Pod");
const pods = fc.array(
  fc.oneof(
    fc.tuple(amounts, amounts).map(([cpu, memory]) => ({ apiVersion: "v1", ...podOf("p", { cpu, memory }) })),
    fc.constantFrom(...recordedPods),
    oddObjects.filter(({ kind }) => kind === "Pod"),
  ),
  { minLength: 1, maxLength: 6 },
);

/** An object as the API server would store it, whatever is wrong with it. */
function stored(object: Manifest): KubernetesObject {
  return admit(object).object;
}

/** Pods on nodes, both odd: explained or not, each goes to the same node, the reasons are words, and the scores are numbers. */
export const places = fuzzer("places", 300, fc.tuple(nodes, pods, fc.array(oddObjects, { maxLength: 3 })), ([shapes, wanted, others]) => {
  const cluster = shapes.map(({ labels: own, ...allocatable }, i) => node(`n${i}`, { allocatable, labels: own }));
  const [plain, shared] = [true, false].map((explain) => {
    const scheduler = createScheduler({ explain });
    for (const object of [...cluster, ...others.map(stored)]) scheduler.set(object);
    return scheduler;
  });
  for (const [i, each] of wanted.entries()) {
    const pod = stored(each);
    const named = { ...pod, metadata: { ...pod.metadata, name: `p${i}` } } as Pod;
    const [want, got] = [plain!.schedule(named), shared!.schedule(named)];
    assert.equal(got.is, want.is);
    if (want.is === "placed" && got.is === "placed") {
      assert.equal(got.node, want.node);
      assert.ok(want.scores!.weighted.every((score) => Number.isFinite(score)));
    }
    if (want.is === "unplaced" && got.is === "unplaced") {
      assert.equal(got.message, want.message);
      assert.doesNotMatch(want.message, /NaN|undefined|\[object/);
    }
  }
});
