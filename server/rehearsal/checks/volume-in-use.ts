import type { Deployment, PersistentVolumeClaim } from "../../../schemas/generated/types.ts";
import { keyOf, refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive, type StoredPod } from "../../../engine/core/pods.ts";
import { claimRef, claimsOf } from "../../../engine/volumes/claims.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { recreating, setTo, withReplicas } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Concern, Spot } from "../concern.ts";
import { podSpecOf, type Rehearsed } from "../rehearsed.ts";
import { unplacedIn } from "./unplaced.ts";

/** A ReadWriteOnce volume can't be used by two nodes, or a ReadWriteOncePod volume by two pods: a rolling update waits for a pod that can't start. */
export const volumeInUse: Check = {
  code: "volume-in-use",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const shared = workload.kind === "Deployment" ? sharedClaim(workload, rehearsed) : undefined;
      if (shared) yield concernOf(workload, shared, rehearsed);
    }
  },
};

interface Shared {
  readonly claim: Stored<PersistentVolumeClaim>;
  readonly volume: number;
  /** Whether the claim is ReadWriteOncePod: then the scheduler itself refuses the second pod. */
  readonly isCertain: boolean;
  readonly isUpdate: boolean;
}

function sharedClaim(workload: StoredObject, rehearsed: Rehearsed): Shared | undefined {
  const { view, isUpdate } = rehearsed;
  const volumes = podSpecOf(workload)?.volumes ?? [];
  for (const [volume, { persistentVolumeClaim }] of volumes.entries()) {
    const claim = view.store.get<Stored<PersistentVolumeClaim>>(claimRef(workload.metadata.namespace, persistentVolumeClaim?.claimName ?? ""));
    const modes = claim?.spec.accessModes ?? [];
    if (!claim || modes.some((mode) => mode !== "ReadWriteOnce" && mode !== "ReadWriteOncePod")) continue;
    const refused = unplacedIn(rehearsed).some((one) => one.workload === workload && one.refusal.plugin === "VolumeRestrictions");
    if (refused) return { claim, volume, isCertain: true, isUpdate };
    if (areApart(claim, rehearsed)) return { claim, volume, isCertain: false, isUpdate };
  }
  return undefined;
}

/** Whether pods on two nodes used the claim at the same time. */
function areApart(claim: Stored<PersistentVolumeClaim>, { trace }: Rehearsed): boolean {
  const users = new Map<string, string>();
  for (const { key, object } of trace.versions) {
    if (!key.startsWith("Pod/")) continue;
    const pod = object as StoredPod | undefined;
    const uses =
      pod?.spec.nodeName && isActive(pod) && claimsOf(pod).some((name) => keyOf(claimRef(pod.metadata.namespace, name)) === keyOf(refOf(claim)));
    if (uses) users.set(key, pod.spec.nodeName!);
    else users.delete(key);
    if (new Set(users.values()).size > 1) return true;
  }
  return false;
}

function concernOf(workload: StoredObject, { claim, volume, isCertain, isUpdate }: Shared, rehearsed: Rehearsed): Concern {
  const object = refOf(workload);
  const at = (...path: (string | number)[]): Spot => ({ object, path });
  const mode = { object: refOf(claim), path: ["spec", "accessModes"] };
  const parts = { workload: nameOf(object), claim: claim.metadata.name, mode: claim.spec.accessModes?.[0] ?? "" };
  const strategy = [at("spec", "strategy", "type"), at("spec", "strategy")];
  const replicas = at("spec", "replicas");
  const claimName = at(...templatePath(workload.kind)!, "spec", "volumes", volume, "persistentVolumeClaim", "claimName");
  const several = ((workload as Stored<Deployment>).spec.replicas ?? 1) > 1;
  return {
    state: "never",
    about: object,
    spot: several ? rehearsed.cause(replicas, claimName) : rehearsed.cause(strategy[0]!, strategy[1]!, claimName),
    message: isUpdate && !several ? say("volume-held-by-old", parts) : say("volume-in-use", parts),
    ...(!isCertain && { assumed: [say("assumed-attached"), ...rehearsed.assumedCluster] }),
    also: [mode],
    fixes: [...(several ? [withReplicas(workload, 1)] : [recreating(workload)]), setTo({ ...mode, path: [...mode.path, 0] }, "ReadWriteMany")],
  };
}
