import type { Fault } from "../../../engine/kubelet/profile.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { Planned } from "../host/messages.ts";
import type { Blank, Later, WhatIf, WhatIfContext } from "./question.ts";
import { taintOf } from "../../../engine/rehearsal/pools.ts";
import type { Story } from "../story/story.ts";

/** All questions that a person can ask. */
export const whatIfs: readonly WhatIf[] = [
  {
    is: "strategy",
    icon: "settings",
    isMoment: false,
    blanks: ({ manifest, kind }) => {
      const { maxSurge, maxUnavailable } = rollingOf(manifest, kind);
      return [
        { name: "count", value: String(maxSurge ?? (kind === "DaemonSet" ? 0 : "25%")) },
        { name: "count", value: String(maxUnavailable ?? (kind === "Deployment" ? "25%" : 1)) },
      ];
    },
    steps: ({ kind, name }, [surge = "", unavailable = ""]) => {
      const rollingUpdate = { ...(kind === "StatefulSet" ? {} : { maxSurge: countOrShare(surge) }), maxUnavailable: countOrShare(unavailable) };
      return [patch(kind, name, { spec: { [kind === "Deployment" ? "strategy" : "updateStrategy"]: { type: "RollingUpdate", rollingUpdate } } })];
    },
  },
  {
    is: "replicas",
    icon: "layers",
    isMoment: false,
    blanks: ({ replicas }) => [{ name: "count", value: String(replicas * 2) }],
    steps: ({ kind, name }, [count]) => [{ scale: { kind, name, replicas: whole(count) } }],
  },
  {
    is: "readiness",
    icon: "shield",
    isMoment: false,
    blanks: () => [{ name: "seconds", value: "30" }],
    steps: ({ kind, name }, [seconds]) => [patch(kind, name, { spec: { minReadySeconds: whole(seconds) } })],
  },
  {
    is: "badImage",
    icon: "error",
    isMoment: false,
    blanks: () => [],
    steps: ({ story, kind, name }) => [{ stuck: revisionKey(story, kind, name) }],
  },
  {
    is: "crash",
    icon: "flame",
    isMoment: false,
    blanks: () => [{ name: "seconds", value: "10" }],
    steps: (context, [seconds]) => [fault(context, { is: "crash", afterMillis: 1000 * whole(seconds) })],
  },
  {
    is: "slow",
    icon: "watch",
    isMoment: false,
    blanks: () => [{ name: "seconds", value: "30" }],
    steps: (context, [seconds]) => [fault(context, { is: "slow", warmUpMillis: 1000 * whole(seconds) })],
  },
  { is: "neverReady", icon: "circle-slash", isMoment: false, blanks: () => [], steps: (context) => [fault(context, { is: "never-ready" })] },
  { is: "nodeFails", icon: "debug-disconnect", isMoment: true, blanks: nodeBlank, steps: (_, [node = ""]) => failing(node) },
  {
    is: "zoneLost",
    icon: "cloud",
    isMoment: true,
    blanks: ({ story }) => {
      const choices = zonesOf(story);
      return [{ name: "zone", value: choices[0] ?? "", choices }];
    },
    steps: ({ story }, [zone]) => story.nodes.filter((node) => node.zone === zone).flatMap(({ name }) => failing(name)),
  },
  { is: "nodeLost", icon: "trash", isMoment: true, blanks: nodeBlank, steps: (_, [node = ""]) => [{ removeNode: node }] },
  {
    is: "podDeleted",
    icon: "close",
    isMoment: true,
    blanks: () => [],
    steps: ({ name }) => [{ delete: { kind: "Pod", select: { owner: name, pick: "oldest" } } }],
  },
  {
    is: "drain",
    icon: "sign-out",
    isMoment: true,
    blanks: nodeBlank,
    steps: (_, [node = ""]) => [{ patch: { kind: "Node", name: node, patch: { spec: { unschedulable: true } } } }, { evict: { node, pick: "all" } }],
  },
  {
    is: "label",
    icon: "tag",
    isMoment: true,
    blanks: (context) => [...nodeBlank(context), { name: "text", value: "disk=ssd" }],
    steps: (_, [node = "", text = ""]) => {
      const [key = "", value = ""] = text.split("=");
      return [{ label: { node, labels: { [key]: value } } }];
    },
  },
  {
    is: "taint",
    icon: "circle-slash",
    isMoment: true,
    blanks: (context) => [...nodeBlank(context), { name: "text", value: "dedicated=batch:NoSchedule" }],
    steps: (_, [node = "", text = ""]) => [{ taint: { node, ...taintOf(text) } }],
  },
  {
    is: "addNode",
    icon: "add",
    isMoment: true,
    blanks: ({ story }) => [
      { name: "text", value: `node-${story.nodes.length + 1}` },
      { name: "text", value: "2" },
      { name: "text", value: "4Gi" },
    ],
    steps: (_, [name = "", cpu = "", memory = ""]) => [{ addNode: { name, capacity: { cpu, memory } } }],
  },
  {
    is: "load",
    icon: "graph-line",
    isMoment: true,
    blanks: ({ replicas }) => [{ name: "count", value: String(Math.max(1, replicas)) }],
    steps: ({ name }, [cpu = ""]) => [{ metrics: { [name]: { cpu: { total: Math.round(1000 * amount(cpu)) } } } }],
  },
  {
    is: "loadWave",
    icon: "pulse",
    isMoment: true,
    blanks: ({ replicas }) => [
      { name: "count", value: String(Math.max(1, replicas)) },
      { name: "seconds", value: "120" },
      { name: "seconds", value: "300" },
    ],
    steps: ({ name, load }, [cpu = "", within, lasting]) => {
      const [peak, rise, stay] = [1000 * amount(cpu), 1000 * whole(within), 1000 * whole(lasting)];
      const state = (after: number, share: number): Later => ({
        after: Math.round(after),
        step: { metrics: { [name]: { cpu: { total: Math.round(load + share * (peak - load)) } } } },
      });
      const shares = Array.from({ length: waveSteps }, (_, i) => (i + 1) / waveSteps);
      return [...shares.map((share) => state(share * rise, share)), ...shares.map((share) => state(rise + stay + share * rise, 1 - share))];
    },
  },
  {
    is: "scale",
    icon: "arrow-both",
    isMoment: true,
    blanks: ({ replicas }) => [{ name: "count", value: String(replicas + 2) }],
    steps: ({ kind, name }, [count]) => [{ scale: { kind, name, replicas: whole(count) } }],
  },
  { is: "rollback", icon: "discard", isMoment: true, blanks: () => [], steps: ({ kind, name }) => [{ rollback: { kind, name } }] },
  {
    is: "restart",
    icon: "refresh",
    isMoment: true,
    blanks: () => [],
    steps: ({ kind, name }) => [{ restart: { kind, name, at: "2026-01-01T00:00:00Z" } }],
  },
  { is: "pause", icon: "debug-pause", isMoment: true, blanks: () => [], steps: ({ name }) => [{ pause: name }] },
  { is: "resume", icon: "debug-continue", isMoment: true, blanks: () => [], steps: ({ name }) => [{ resume: name }] },
];

/** Whether a question makes sense for a kind of workload. */
export function applies({ is }: WhatIf, { kind, story, hasAutoscaler }: WhatIfContext): boolean {
  const rolling = ["Deployment", "StatefulSet", "DaemonSet"];
  switch (is) {
    case "strategy":
    case "rollback":
    case "restart":
    case "readiness":
      return rolling.includes(kind);
    case "load":
    case "loadWave":
      return hasAutoscaler;
    case "pause":
    case "resume":
      return kind === "Deployment";
    case "replicas":
    case "scale":
      return ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"].includes(kind);
    case "badImage":
    case "crash":
    case "slow":
    case "neverReady":
    case "podDeleted":
    case "nodeFails":
    case "nodeLost":
    case "drain":
    case "label":
    case "taint":
    case "addNode":
      return true;
    case "zoneLost":
      return zonesOf(story).length > 1;
  }
}

/** The script with a what-if put in its place: by time, after what is there already. */
export function withSteps(script: readonly Planned[], steps: ReturnType<WhatIf["steps"]>, at: number): Planned[] {
  const planned = steps.map((step) => ("after" in step ? { at: at + step.after, step: step.step } : { at, step }));
  return [...script, ...planned].sort((a, b) => a.at - b.at);
}

/** A load rises and falls in so many steps each. */
const waveSteps = 8;

/** A cluster waits so long for a node that does not answer. */
const gracePeriod = 40_000;

/** A node that stops: the cluster notices after its grace period, and pods stay as long as they tolerate it. */
function failing(node: string): (Planned["step"] | Later)[] {
  return [{ failNode: node }, { after: gracePeriod, step: { unreachable: node } }];
}

function zonesOf({ nodes }: Story): string[] {
  return [...new Set(nodes.map(({ zone }) => zone))].filter((zone) => zone !== "").sort();
}

interface Rolling {
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
}

/** The numbers of the rolling update as the manifest says them. */
function rollingOf(manifest: unknown, kind: string): Rolling {
  const { spec } = (manifest ?? {}) as { spec?: Record<string, { rollingUpdate?: Rolling } | undefined> };
  return spec?.[kind === "Deployment" ? "strategy" : "updateStrategy"]?.rollingUpdate ?? {};
}

function amount(text: string): number {
  const number = Number(text);
  return Number.isFinite(number) ? Math.max(0, number) : 0;
}

/** The workload's newest revision, as scripts name it: counted in order of creation. */
function revisionKey(story: Story, kind: string, name: string): string {
  const workload = story.workloads.find(({ ref }) => ref.kind === kind && ref.name === name);
  const hasRevisions = ["Deployment", "StatefulSet", "DaemonSet"].includes(kind);
  return hasRevisions ? `${name}#${Math.max(1, workload?.revisions.length ?? 1)}` : name;
}

/** Something wrong with the pods of the workload's newest revision. */
function fault({ story, kind, name }: WhatIfContext, what: WithoutOf<Fault>): Planned["step"] {
  return { fault: { of: revisionKey(story, kind, name), ...what } };
}

type WithoutOf<T> = T extends unknown ? Omit<T, "of"> : never;

function nodeBlank({ story }: WhatIfContext): Blank[] {
  const choices = story.nodes.slice(0, 200).map(({ name }) => name);
  return [{ name: "node", value: choices[0] ?? "", choices }];
}

function patch(kind: string, name: string, merge: unknown): Step {
  return { patch: { kind, name, patch: merge } };
}

function whole(text: string | undefined): number {
  const number = Math.round(Number(text));
  return Number.isFinite(number) ? Math.max(0, Math.min(number, 1_000_000)) : 0;
}

function countOrShare(text: string): number | string {
  return /^\d+%$/.test(text.trim()) ? text.trim() : whole(text);
}
