import type { Answer } from "../../core/command.ts";
import { statusAfter } from "../../kubelet/podStatus.ts";
import { type Options, type PodVerb, podVerbs, timeOf } from "../../kubelet/verbs.ts";
import { refOf, type Ref, type Stored } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { NodeShape, PodSelection, Step } from "../script.ts";
import type { Node } from "../../../schemas/generated/types.ts";
import { labelsOfKubelet } from "../kubeletLabels.ts";
import { apply } from "./apply.ts";
import { asked, merge, named, refIn } from "./named.ts";
import { rollback } from "./rollback.ts";
import { select } from "./selection.ts";
import type { Stage } from "./stage.ts";
import { because } from "../../core/why.ts";

/** The verbs that send a command to the API server: all except those by which the script plays the kubelets and the clock. */
type Asked = Exclude<VerbOf<Step>, PodVerb | "tick" | "finish" | "wait" | "evict" | "kubectl">;
type VerbOf<S> = S extends unknown ? keyof S & string : never;
type What<V extends string> = Extract<Step, Readonly<Record<V, unknown>>>[V & keyof Extract<Step, Readonly<Record<V, unknown>>>];

const verbs: { readonly [V in Asked]: (stage: Stage, what: What<V>) => readonly Answer[] } = {
  apply: (stage, objects) => objects.map((object) => apply(stage, object)),
  patch: (stage, { kind, name, select: selection, patch }) => refs(stage, kind, name, selection).map((ref) => merge(stage, ref, patch)),
  scale: (stage, { kind, name, replicas }) => [merge(stage, named(stage, kind, name), { spec: { replicas } })],
  rollback: (stage, what) => [rollback(stage, what)],
  restart: (stage, { kind = "Deployment", name, at }) => [
    merge(stage, named(stage, kind, name), { spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": at } } } } }),
  ],
  pause: (stage, name) => [merge(stage, named(stage, "Deployment", name), { spec: { paused: true } })],
  resume: (stage, name) => [merge(stage, named(stage, "Deployment", name), { spec: { paused: null } })],
  delete: (stage, { kind, name, select: selection, propagation = "Background" }) =>
    refs(stage, kind, name, selection).map((ref) => stage.perform({ do: "delete", ref, propagation, why: asked })),
  stuck: (stage, key) => {
    stage.stuck.add(key);
    return [];
  },
  unstuck: (stage, key) => {
    stage.stuck.delete(key);
    return [];
  },
  metrics: (stage, said) => {
    stage.measures.say(said);
    return [];
  },
  addNode: (stage, node) => [stage.perform({ do: "create", object: nodeOf(node), why: asked })],
  removeNode: (stage, name) => removeNode(stage, name),
  failNode: (stage, name) => {
    stage.silent.add(name);
    return [];
  },
  unreachable: (stage, name) => noticed(stage, name),
  label: (stage, { node, labels }) => [merge(stage, named(stage, "Node", node), { metadata: { labels } })],
  taint: (stage, { node, ...taint }) => [
    retaint(stage, node, (taints) => [...taints.filter(({ key, effect }) => key !== taint.key || effect !== taint.effect), taint]),
  ],
  untaint: (stage, { node, key }) => [retaint(stage, node, (taints) => taints.filter((taint) => taint.key !== key))],
};

/** Whether a step sends commands to the API server, instead of playing a kubelet or a node. */
export function isAsked(step: Step): boolean {
  return Object.keys(step).some((verb) => Object.hasOwn(verbs, verb));
}

/** Sends the commands of a step to the API server and returns its answers. */
export function ask(stage: Stage, step: Step): readonly Answer[] {
  for (const [verb, what] of Object.entries(step)) {
    if (Object.hasOwn(verbs, verb)) return (verbs[verb as Asked] as (stage: Stage, what: unknown) => readonly Answer[])(stage, what);
  }
  return [];
}

/** Reports a pod's status as a kubelet would. */
export function report(stage: Stage, verb: PodVerb, pod: StoredPod, options: Options): void {
  const { now } = stage.plane;
  const status = statusAfter(pod, podVerbs[verb].report(options), timeOf(options, now));
  stage.plane.perform({ do: "updateStatus", object: { ...pod, status } as StoredPod }, "kubelet");
}

function refs(stage: Stage, kind: string, name: string | undefined, selection: PodSelection | undefined): Ref[] {
  return selection ? select(stage.names, selection).map(refOf) : [named(stage, kind, name ?? "")];
}

/** A node of a script, with a large capacity unless the script sets one. */
function nodeOf({ name, labels, taints = [], unschedulable, capacity }: NodeShape) {
  const room = { cpu: "64", memory: "256Gi", pods: "250", ...capacity };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { ...labelsOfKubelet(name), ...labels } },
    spec: { taints, ...(unschedulable !== undefined && { unschedulable }) },
    status: { capacity: room, allocatable: room, conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }] },
  };
}

/** Removes a node and its pods. In a real cluster pod garbage collection takes a minute for that. */
function removeNode(stage: Stage, name: string): Answer[] {
  const answer = stage.perform({ do: "delete", ref: refIn("Node", name), why: asked });
  const lost = stage.plane.store.list<StoredPod>("Pod").filter(({ spec }) => spec.nodeName === name);
  for (const pod of lost) stage.perform({ do: "delete", ref: refOf(pod), gracePeriodSeconds: 0, why: because("node-gone", { node: name }, []) });
  return [answer];
}

const unreachable = "node.kubernetes.io/unreachable";

/** What the node lifecycle controller does about a node that has not answered for its grace period. */
function noticed(stage: Stage, name: string): Answer[] {
  const answers = ["NoSchedule", "NoExecute"].map((effect) =>
    retaint(stage, name, (taints) => [
      ...taints.filter((taint) => taint.key !== unreachable || taint.effect !== effect),
      { key: unreachable, effect },
    ]),
  );
  const node = stage.plane.store.get<Stored<Node>>(refIn("Node", name));
  const ready = { type: "Ready", status: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status." };
  const conditions = [...(node?.status?.conditions ?? []).filter(({ type }) => type !== "Ready"), ready];
  if (node) stage.perform({ do: "updateStatus", object: { ...node, status: { ...node.status, conditions } } as Stored<Node> });
  const pods = stage.plane.store.list<StoredPod>("Pod").filter((pod) => pod.spec.nodeName === name && podVerbs.unready.fits(pod));
  for (const pod of pods) report(stage, "unready", pod, {});
  return answers;
}

type Taints = NonNullable<NonNullable<Node["spec"]>["taints"]>;

function retaint(stage: Stage, name: string, change: (taints: Taints) => Taints): Answer {
  const node = stage.plane.store.get<Stored<Node>>(refIn("Node", name));
  return merge(stage, refIn("Node", name), { spec: { taints: change(node?.spec.taints ?? []) } });
}
