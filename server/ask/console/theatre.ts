import { asked } from "../../../engine/rehearsal/script/named.ts";
import { formatTime } from "../../../api/time.ts";
import { mergePatch } from "../../../api/merge/json.ts";
import type { Node, Pod } from "../../../schemas/generated/types.ts";
import { isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { StoredObject } from "../../../engine/core/objects.ts";
import type { PodSelection, Step } from "../../../engine/rehearsal/script.ts";
import { select } from "../../../engine/rehearsal/script/selection.ts";
import { freshStage, shippedPeriod } from "../../../engine/rehearsal/script/stage.ts";
import type { Cluster } from "../../../kubectl/core/cluster.ts";
import { EventLog } from "../../../kubectl/core/eventLog.ts";
import { contentsOf, everyCluster } from "../../../kubectl/core/everyCluster.ts";
import { LockStep } from "../lockStep.ts";
import { type CanonicalNames, hidden } from "./names.ts";
import { CanonicalCluster, type Pace } from "./cluster.ts";

/** A node of a session. A node that is not ready has a faulty container runtime. */
export interface ConsoleNode {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: NonNullable<Node["spec"]>["taints"];
  readonly unschedulable?: boolean;
  readonly ready?: boolean;
}

/** Steps of a session take time as soon as something retries by itself: an autoscaler, or a controller after a refusal. */
const timing = { stepMillis: 600, timed: ["HorizontalPodAutoscaler", "ResourceQuota", "LimitRange"] };
type StoredNamespace = StoredObject & { readonly status?: { readonly phase?: string } };

const start = Date.UTC(2026, 0, 5, 9, 0, 30);
/** The state of a session: a cluster in lock-step, its events, and the files in kubectl's folder. */
export class Theatre {
  private readonly names: CanonicalNames;
  private readonly lock: LockStep;
  private readonly log = new EventLog();
  private readonly files: Readonly<Record<string, string>>;
  private addresses = 0;

  constructor(names: CanonicalNames, nodes: readonly ConsoleNode[], files: Readonly<Record<string, string>>) {
    this.names = names;
    this.files = files;
    this.lock = new LockStep(freshStage(start, 1), timing);
    const { plane, names: scriptNames } = this.lock.stage;
    plane.witness({
      changed: (change) => names.see(change),
      performed: (command, answer, by, now) => this.log.hear(command, answer, by, now, plane.store),
    });
    const { measures } = this.lock.stage;
    plane.metrics = {
      period: shippedPeriod,
      first: shippedPeriod,
      get isServed() {
        return measures.isStated;
      },
      usageOf: (pods) => measures.usageOf(pods),
      valuesOf: (name) => measures.valuesOf(name),
    };
    for (const object of everyCluster) this.lock.stage.perform({ do: "create", object, why: asked });
    for (const [i, node] of nodes.entries())
      this.lock.stage.perform({ do: "create", object: nodeObject(node, i + 1, formatTime(plane.now)), why: asked });
    plane.settle();
    scriptNames.step = 0;
  }

  /** Begins a step, whose text may hold canonical names. */
  begin(step: object): void {
    this.names.begin(hidden(JSON.stringify(step)), "kubectl" in step);
  }

  /** Ends a step. */
  end(): void {
    this.names.settle(this.lock.stage.plane.store.list<StoredPod>("Pod"));
  }

  /** A step of a script. Names in it may be canonical. */
  play(step: Step): void {
    this.lock.play(JSON.parse(this.names.mean(hidden(JSON.stringify(step)))) as Step);
    this.lodge();
  }

  /** Creates objects. A status in their manifest is reported at once. */
  apply(objects: readonly unknown[]): void {
    const all = objects as readonly (StoredObject & { status?: object })[];
    for (const { kind, metadata } of all) this.names.give(kind, metadata.name);
    this.lock.play({ apply: all });
    for (const { kind, metadata, status } of all) {
      const stored = this.lock.stage.plane.store.list(kind).find((one) => one.metadata.name === metadata.name);
      if (status && stored) this.reportOf(stored, status);
    }
    this.lodge();
  }

  /** The kubelet reports a status of the pods that a selector picks. */
  report({ ...selection }: PodSelection, status: object): void {
    const picked = select(this.lock.stage.names, JSON.parse(this.names.mean(hidden(JSON.stringify(selection)))) as PodSelection);
    this.lock.nextSecond();
    for (const pod of picked) this.reportOf(pod, status);
    this.lodge();
  }

  /** Runs something while the cluster continues at the given pace, and then lets the controllers settle. */
  during<T>(pace: Pace, act: (cluster: Cluster) => T): T {
    this.lock.stage.names.step++;
    const cluster = new CanonicalCluster(this.lock, this.log, this.names, this.files, pace, () => this.lodge());
    const result = act(cluster);
    this.lock.rest();
    this.furnish();
    this.lock.stage.plane.settle();
    this.lodge();
    return result;
  }

  /** Creates the objects that every namespace has. */
  private furnish(): void {
    const { stage } = this.lock;
    const { store } = stage.plane;
    for (const { metadata, status } of store.list<StoredNamespace>("Namespace")) {
      if (status?.phase === "Terminating") continue;
      for (const object of contentsOf(metadata.name)) {
        const { name, namespace = "" } = object.metadata as { readonly name: string; readonly namespace?: string };
        if (!store.get({ kind: object.kind, namespace, name })) stage.perform({ do: "create", object, why: asked });
      }
    }
  }

  private reportOf(object: StoredObject, status: object): void {
    const { plane } = this.lock.stage;
    const timed = JSON.parse(JSON.stringify(status).replaceAll('"now"', JSON.stringify(formatTime(plane.now)))) as object;
    const merged = mergePatch((object as { status?: object }).status ?? {}, timed);
    plane.perform({ do: "updateStatus", object: { ...object, status: merged } as StoredObject }, "kubelet");
    plane.settle();
  }

  /** Reports the IP addresses of running pods and of their nodes, as a kubelet does. */
  private lodge(): void {
    const { plane } = this.lock.stage;
    const homeless = plane.store.list<StoredPod>("Pod").filter(({ status }) => status.phase === "Running" && !status.hostIP);
    for (const pod of homeless.filter((one) => !isTerminating(one))) {
      const podIP = pod.status.podIP ?? `10.244.1.${++this.addresses}`;
      const status: Pod["status"] = { ...pod.status, podIP, podIPs: [{ ip: podIP }], hostIP: "10.0.0.1", hostIPs: [{ ip: "10.0.0.1" }] };
      plane.perform({ do: "updateStatus", object: { ...pod, status } as StoredPod }, "kubelet");
    }
    plane.settle();
  }
}

function nodeObject({ name, labels, taints, unschedulable, ready = true }: ConsoleNode, count: number, now: string) {
  const room = { cpu: "8", memory: "32Gi", "ephemeral-storage": "100Gi", pods: "110" };
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: { "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...labels },
      annotations: { "node.alpha.kubernetes.io/ttl": "0" },
    },
    spec: { ...(taints && { taints }), ...(unschedulable && { unschedulable }) },
    status: {
      capacity: room,
      allocatable: room,
      addresses: [
        { type: "InternalIP", address: `10.0.0.${count}` },
        { type: "Hostname", address: name },
      ],
      conditions: [
        condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ready
          ? condition("Ready", "True", "KubeletReady", "kubelet is posting ready status")
          : condition("Ready", "False", "KubeletNotReady", "container runtime is down"),
      ],
      nodeInfo: {
        machineID: name,
        systemUUID: name,
        bootID: name,
        kernelVersion: "6.12.0",
        osImage: "Rehearsal Linux",
        containerRuntimeVersion: "containerd://2.2.0",
        kubeletVersion: "v1.36.3",
        kubeProxyVersion: "",
        operatingSystem: "linux",
        architecture: "amd64",
      },
    },
  };
}
