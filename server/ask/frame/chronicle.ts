import type { Command } from "../../../engine/core/command.ts";
import type { View } from "../../../engine/core/controller.ts";
import { natural } from "../../../engine/core/natural.ts";
import { controllerOf, type Ref, type StoredObject } from "../../../engine/core/objects.ts";
import type { Names } from "../../../engine/rehearsal/script/names.ts";
import type { Change } from "../../../engine/core/store.ts";
import { SpamFilter } from "../../../engine/core/spamFilter.ts";

/** The kinds whose events are in frames. */
const heard = new Set([
  "deployment-controller",
  "replicaset-controller",
  "replication-controller",
  "statefulset-controller",
  "daemonset-controller",
  "job-controller",
  "cronjob-controller",
  "persistentvolume-controller",
  "volume_expand",
  "horizontal-pod-autoscaler",
]);
/** Events that repeat what the pods show. */
const idle = /(Created|Deleted) pod: |^(Create|Delete) (Pod|Claim) (?!.*forbidden)|the object has been modified/;
/** Events that a controller repeats with every try. A frame has them once. */
const again =
  /^(FailedCreate|ReplicaSetCreateError|FailedBinding|ProvisioningFailed|VolumeFailedDelete|WaitForFirstConsumer|WaitForPodScheduled|VolumeMismatch|External)/;
/** Events that are left out for a claim that is bound at the end of the step. */
const troubles = /^(FailedBinding|ProvisioningFailed|WaitFor)/;
/** From this number of events on, a server drops events of an object. */
const mostTold = 20;

interface Told {
  readonly on: Ref;
  readonly reason: string;
  readonly message: string;
}

/** Collects scalings and events since the last frame. */
export class Chronicle {
  private readonly names: Names;
  private readonly storage: boolean;
  private scaled: string[] = [];
  private events: Told[] = [];
  private readonly refrains = new Set<string>();
  private readonly told = new Map<string, number>();
  private readonly spam = new SpamFilter();

  constructor(names: Names, storage: boolean) {
    this.names = names;
    this.storage = storage;
  }

  /** Records a scaling of a ReplicaSet or ReplicationController; a new one of a Deployment starts at 0. Must be called after `Names`. */
  see({ before, after }: Change): void {
    if (!after || (after.kind !== "ReplicaSet" && after.kind !== "ReplicationController")) return;
    const key = this.names.keyOf(after.metadata.uid);
    const [from, to] = [before ? sizeOf(before) : controllerOf(after) ? 0 : sizeOf(after), sizeOf(after)];
    if (before ? from !== to : key !== after.metadata.name) this.scaled.push(`${key} ${from}->${to}`);
  }

  hear({ about, type, reason, message }: Extract<Command, { do: "event" }>, by: string, { store, now }: View): void {
    if (!heard.has(by) || !this.spam.passes(`${by} ${type} ${store.get(about)?.metadata.uid}`, now) || idle.test(message)) return;
    // The server keeps events of cluster-scoped objects in another namespace.
    if (about.namespace === "" || (about.kind.startsWith("PersistentVolume") && !this.storage)) return;
    if (about.kind === "HorizontalPodAutoscaler" && reason !== "SuccessfulRescale") return;
    if (again.test(reason)) {
      const line = `${store.get(about)?.metadata.uid} ${message.replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}"/, '"')}`;
      if (this.refrains.has(line)) return;
      this.refrains.add(line);
    }
    this.events.push({ on: about, reason, message });
  }

  takeScaled(): string[] {
    const { scaled } = this;
    this.scaled = [];
    return scaled;
  }

  /** The lines by object, in order of time. Lines are unique, except for scalings. Objects with too many events are left out. */
  takeEvents(): string[] {
    const bound = new Set(
      this.names
        .all("PersistentVolumeClaim")
        .filter(({ object }) => phaseOf(object) === "Bound")
        .map(({ key }) => key),
    );
    const perObject = new Map<string, string[]>();
    for (const { on, reason, message } of this.events) {
      if (on.kind === "PersistentVolumeClaim" && bound.has(on.name) && troubles.test(reason)) continue;
      const name = this.names.plain(on.name);
      const key = name === on.name ? `${on.kind}/${name}` : name;
      perObject.set(key, [...(perObject.get(key) ?? []), `${key} ${reason}: ${this.names.plain(message)}`]);
    }
    this.events = [];
    return [...perObject].sort(([a], [b]) => natural(a, b)).flatMap(([key, lines]) => this.tell(key, lines));
  }

  private tell(key: string, lines: readonly string[]): string[] {
    const told = (this.told.get(key) ?? 0) + lines.length;
    this.told.set(key, told);
    return told > mostTold ? [] : lines.filter((line, i) => line.includes(" ScalingReplicaSet: ") || lines.indexOf(line) === i);
  }
}

function sizeOf(object: StoredObject): number {
  return (object as StoredObject & { readonly spec: { readonly replicas?: number } }).spec.replicas ?? 0;
}

function phaseOf(object: StoredObject): string | undefined {
  return (object as StoredObject & { readonly status?: { readonly phase?: string } }).status?.phase;
}
