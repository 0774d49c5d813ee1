import type { Controller, SyncPart, Sync, View } from "../../core/controller.ts";
import { type Key, keyOf, keyOfObject, refOf } from "../../core/objects.ts";
import { conditionOf, type StoredPod } from "../../core/pods.ts";
import type { Change } from "../../core/store.ts";
import { bindCompleted, boundByController, storageProvisioner } from "../../volumes/annotations.ts";
import { claimRefsOf, claimsOf, classOf, selectedNodeOf } from "../../volumes/claims.ts";
import { classNamed, defaultClass, provisionerOf, waitsForConsumer } from "../../volumes/classes.ts";
import { bestVolume, isKeptFor, keptFor, mismatch, type StoredClaim, type StoredVolume, volumeRef } from "../../volumes/matching.ts";
import { because, type Why } from "../../core/why.ts";
import { reportOnce } from "./reportOnce.ts";
import { syncVolume } from "./volume.ts";

/** The PersistentVolume binder: binds claims to volumes, and records what a claim waits for. */
export const persistentVolumeBinder: Controller = {
  name: "persistentvolume-controller",
  watches: ["PersistentVolume", "PersistentVolumeClaim", "StorageClass", "Pod"],
  turn: "first",
  concerns,
  *sync(ref, view, memory) {
    if (ref.kind === "PersistentVolume") {
      const volume = view.store.get<StoredVolume>(ref);
      if (volume) yield* syncVolume(volume, view, memory);
      return;
    }
    const claim = view.store.get<StoredClaim>(ref);
    if (!claim) memory.delete(ref.key);
    else if (claim.metadata.annotations?.[bindCompleted] !== undefined) yield* syncBound(claim, view);
    else yield* syncUnbound(claim, view, (type, reason, message) => reportOnce(refOf(claim), type, reason, message, memory));
  },
};

/** The claims and volumes that a change concerns: the changed object, what is bound to it, and the claims that it may help. */
function concerns(change: Change, view: View): readonly Key[] {
  switch ((change.after ?? change.before)!.kind) {
    case "Pod":
      return claimsOfPod(change as Change<StoredPod>);
    case "PersistentVolumeClaim":
      return [change.key, ...volumesOfClaim(change as Change<StoredClaim>, view)];
    case "PersistentVolume":
      return [change.key, ...claimsOfVolume(change as Change<StoredVolume>, view)];
    default:
      return view.store
        .list<StoredClaim>("PersistentVolumeClaim")
        .filter(({ status }) => status.phase !== "Bound")
        .map(keyOfObject);
  }
}

/** Only a pod's existence and its condition PodScheduled matter to a claim. */
function claimsOfPod({ before, after }: Change<StoredPod>): Key[] {
  if (after && (!wasTried(after) || (before && wasTried(before) && before.spec.nodeName === after.spec.nodeName))) return [];
  return claimRefsOf((after ?? before)!).map(keyOf);
}

/** A pod counts as a consumer after the scheduler's first attempt to place it. */
function wasTried(pod: StoredPod): boolean {
  return Boolean(pod.spec.nodeName) || conditionOf(pod, "PodScheduled") !== undefined;
}

/** The volumes that a claim has or had; if it is created or deleted, those that are reserved for it. */
function* volumesOfClaim({ before, after }: Change<StoredClaim>, { store }: View): Generator<Key> {
  for (const name of new Set([before?.spec.volumeName, after?.spec.volumeName])) if (name) yield keyOf(volumeRef(name));
  if (before && after) return;
  for (const volume of store.list<StoredVolume>("PersistentVolume")) if (isKeptFor(volume, (after ?? before)!)) yield keyOfObject(volume);
}

/** The claims for which a volume is or was reserved, and those that name it; if the volume is free, all pending claims. */
function* claimsOfVolume({ before, after }: Change<StoredVolume>, { store }: View): Generator<Key> {
  for (const volume of [before, after]) {
    const ref = volume && keptFor(volume);
    if (ref) yield keyOf(ref);
  }
  const { name } = (after ?? before)!.metadata;
  const isFree = after !== undefined && after.spec.claimRef === undefined;
  for (const claim of store.list<StoredClaim>("PersistentVolumeClaim")) {
    if (claim.spec.volumeName === name || (isFree && claim.status.phase !== "Bound")) yield keyOfObject(claim);
  }
}

type Report = (type: "Normal" | "Warning", reason: string, message: string) => SyncPart<void>;

function* syncUnbound(claim: StoredClaim, view: View, report: Report): Sync {
  if (claim.spec.volumeName) {
    yield* syncNamed(claim, claim.spec.volumeName, view, report);
    return;
  }
  const storageClass = classNamed(view, classOf(claim));
  const waits = waitsForConsumer(storageClass);
  const volume = bestVolume(claim, view.store.list<StoredVolume>("PersistentVolume"), waits);
  if (volume) {
    yield* bind(volume, claim);
    return;
  }
  const fallback = claim.spec.storageClassName === undefined ? defaultClass(view) : undefined;
  if (fallback) {
    yield {
      do: "update",
      object: { ...claim, spec: { ...claim.spec, storageClassName: fallback.metadata.name } } as StoredClaim,
      why: why("default-class", claim),
    };
    return;
  }
  if (waits && selectedNodeOf(claim) === undefined) yield* reportAwaitedPod(claim, view, report);
  else if (classOf(claim) !== "") yield* provision(claim, view, report);
  else yield* report("Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
  yield* setPhase(claim, "Pending");
}

/** A claim that asks for one volume by name. */
function* syncNamed(claim: StoredClaim, name: string, view: View, report: Report): Sync {
  const volume = view.store.get<StoredVolume>(volumeRef(name));
  if (volume && (volume.spec.claimRef === undefined || isKeptFor(volume, claim))) {
    const problem = volume.spec.claimRef === undefined ? mismatch(volume, claim) : undefined;
    if (problem === undefined) {
      yield* bind(volume, claim);
      return;
    }
    yield* report("Warning", "VolumeMismatch", `Cannot bind to requested volume "${name}": ${problem}`);
  } else if (volume) yield* report("Warning", "FailedBinding", `volume "${name}" already bound to a different claim.`);
  yield* setPhase(claim, "Pending");
}

/** A bound claim stays bound, or becomes Lost if its volume is gone. */
function* syncBound(claim: StoredClaim, view: View): Sync {
  const name = claim.spec.volumeName;
  const volume = name ? view.store.get<StoredVolume>(volumeRef(name)) : undefined;
  if (volume && (volume.spec.claimRef === undefined || volume.spec.claimRef.uid === claim.metadata.uid)) yield* bind(volume, claim);
  else if (claim.status.phase !== "Lost") yield* lose(claim, volume !== undefined);
}

function* lose(claim: StoredClaim, isTaken: boolean): SyncPart<void> {
  yield { do: "updateStatus", object: { ...claim, status: { phase: "Lost" } } as StoredClaim };
  const [reason, message] = isTaken
    ? ["ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly"]
    : !claim.spec.volumeName
      ? ["ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!"]
      : ["ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"];
  yield { do: "event", about: refOf(claim), type: "Warning", reason, message };
}

/** Binds both sides: the volume's `claimRef` and phase, the claim's `volumeName` and status. Parts that are done already are not written again. */
function* bind(volume: StoredVolume, claim: StoredClaim): SyncPart<void> {
  const reason = because("volume-bound", { volume: volume.metadata.name }, [{ object: refOf(claim), field: "spec" }]);
  let [boundVolume, boundClaim] = [volume, claim];
  if (volume.spec.claimRef?.uid !== claim.metadata.uid) {
    const claimRef = { apiVersion: "v1", ...refOf(claim), uid: claim.metadata.uid };
    const annotations = { ...volume.metadata.annotations, ...(volume.spec.claimRef === undefined && { [boundByController]: "yes" }) };
    boundVolume = { ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef } };
    yield { do: "update", object: boundVolume, why: reason };
  }
  if (volume.status.phase !== "Bound") yield { do: "updateStatus", object: { ...boundVolume, status: { phase: "Bound" } } as StoredVolume };
  if (claim.metadata.annotations?.[bindCompleted] === undefined || claim.spec.volumeName !== volume.metadata.name) {
    const annotations = { ...claim.metadata.annotations, [bindCompleted]: "yes", ...(!claim.spec.volumeName && { [boundByController]: "yes" }) };
    boundClaim = { ...claim, metadata: { ...claim.metadata, annotations }, spec: { ...claim.spec, volumeName: volume.metadata.name } };
    yield { do: "update", object: boundClaim, why: reason };
  }
  if (claim.status.phase === "Bound") return;
  const status = { ...claim.status, phase: "Bound", accessModes: volume.spec.accessModes, capacity: volume.spec.capacity };
  yield { do: "updateStatus", object: { ...boundClaim, status } as StoredClaim };
}

function* reportAwaitedPod(claim: StoredClaim, view: View, report: Report): SyncPart<void> {
  const pods = view.store
    .list<StoredPod>("Pod", claim.metadata.namespace)
    .filter((pod) => !pod.spec.nodeName && wasTried(pod) && claimsOf(pod).includes(claim.metadata.name))
    .map(({ metadata }) => metadata.name);
  if (pods.length === 0) yield* report("Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
  else yield* report("Normal", "WaitForPodScheduled", `waiting for pod${pods.length > 1 ? "s" : ""} ${pods.join(",")} to be scheduled`);
}

/** There is no volume. An external provisioner may create one. */
function* provision(claim: StoredClaim, view: View, report: Report): SyncPart<void> {
  const name = classOf(claim);
  const storageClass = classNamed(view, name);
  if (!storageClass) {
    yield* report("Warning", "ProvisioningFailed", `storageclass.storage.k8s.io "${name}" not found`);
    return;
  }
  const provisioner = provisionerOf(storageClass);
  if (provisioner.startsWith("kubernetes.io/")) yield* report("Warning", "ProvisioningFailed", `no volume plugin matched name: ${provisioner}`);
  else {
    if (claim.metadata.annotations?.[storageProvisioner] !== provisioner) {
      const annotations = { ...claim.metadata.annotations, [storageProvisioner]: provisioner };
      yield { do: "update", object: { ...claim, metadata: { ...claim.metadata, annotations } }, why: why("external-provisioner", claim) };
    }
    yield* report(
      "Normal",
      "ExternalProvisioning",
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
  }
}

function* setPhase(claim: StoredClaim, phase: string): SyncPart<void> {
  if (claim.status.phase !== phase) yield { do: "updateStatus", object: { ...claim, status: { ...claim.status, phase } } as StoredClaim };
}

function why(rule: "default-class" | "external-provisioner", claim: StoredClaim): Why {
  return because(rule, {}, [{ object: refOf(claim), field: "spec" }]);
}
