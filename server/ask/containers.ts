import type { Witness } from "../../engine/plane/controlPlane.ts";
import type { Change } from "../../engine/core/store.ts";
import type { Command } from "../../engine/core/command.ts";
import { keyOf, type Millis, type StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import { podColumns } from "../../engine/core/podColumns.ts";
import { containersOf } from "../../engine/kubelet/look.ts";
import type { KubeletProfile } from "../../engine/kubelet/profile.ts";
import type { Behaviour, PodBehaviour } from "../../engine/processes/behaviour.ts";
import { freshStage, Stage } from "../../engine/rehearsal/script/stage.ts";
import type { ContainerState, ContainerStatus, Pod } from "../../schemas/generated/types.ts";
import type { Ask } from "../ask.ts";
import { SpamFilter } from "../../engine/core/spamFilter.ts";
import { asked, merge } from "../../engine/rehearsal/script/named.ts";

/** The question of `ask containers`: a pod, the objects before it, the behaviour of its processes, and what happens to it. */
export interface PodScenario {
  readonly id: string;
  readonly objects?: readonly StoredObject[];
  readonly pod: Pod;
  readonly behaviour: PodBehaviour;
  readonly actions?: readonly PodAction[];
  /** How long the pod is observed, in seconds. */
  readonly lasts: number;
}

type PodAction = { readonly at: number } & (
  | { readonly delete: { readonly gracePeriodSeconds?: number } }
  | { readonly apply: StoredObject }
  /** New images by container, as `kubectl set image`. */
  | { readonly images: Readonly<Record<string, string>> }
);

/** The observable state of the pod from a second on. */
type SeenState = Readonly<Record<string, unknown>> & { readonly from: number };

interface SeenEvent {
  readonly first: number;
  last: number;
  count: number;
  readonly type: string;
  readonly reason: string;
  readonly container?: string;
  readonly message: string;
}

/** `ask containers`. */
export const ask: Ask = (question) => watch(question as unknown as PodScenario);

const start = Date.UTC(2026, 0, 5, 9, 0, 0);
const node = "node-k";

/** Plays a pod on a large node and records its state second by second. */
export function watch(scenario: PodScenario): PodScenario & { readonly states: readonly SeenState[]; readonly events: readonly SeenEvent[] } {
  const { pod, objects = [], behaviour, actions = [], lasts } = scenario;
  const name = pod.metadata?.name ?? scenario.id;
  const stage = new Stage(freshStage(start, 1), {
    ...exact,
    stated: [{ of: name, ...behaviour, containers: { ...silent(pod), ...behaviour.containers } }],
  });
  const create = (object: unknown): void => void stage.perform({ do: "create", object: object as StoredObject, why: asked });
  create(roomyNode);
  for (const object of objects) create(object);
  const seen = new Spectator(name);
  stage.plane.witness(seen);
  create({ ...pod, spec: { nodeName: node, ...pod.spec } });
  stage.plane.settle();
  for (const action of actions.toSorted((a, b) => a.at - b.at)) {
    stage.plane.advance(start + action.at * 1000);
    if ("apply" in action) create(action.apply);
    else if ("images" in action) setImages(stage, name, action.images);
    else stage.perform({ do: "delete", ref: { kind: "Pod", namespace: "default", name }, ...action.delete, why: asked });
    stage.plane.settle();
  }
  stage.plane.advance(start + lasts * 1000);
  return { ...scenario, states: seen.states, events: seen.events };
}

function setImages(stage: Stage, name: string, images: Readonly<Record<string, string>>): void {
  const ref = { kind: "Pod", namespace: "default", name };
  const { initContainers, containers } = stage.plane.store.get<StoredPod>(ref)!.spec;
  const changed = (list: typeof containers) => list?.map((one) => ({ ...one, image: images[one.name ?? ""] ?? one.image }));
  merge(stage, ref, { spec: { containers: changed(containers), ...(initContainers && { initContainers: changed(initContainers) }) } });
}

/** A container without a stated behaviour runs for ever. */
function silent({ spec }: Pod): Record<string, Behaviour> {
  return Object.fromEntries([...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name = "" }) => [name, []]));
}

/** A kubelet profile in which only stated durations take time, and processes without a stated end run for ever. */
const exact: KubeletProfile = {
  pullMillis: 0,
  startMillis: 0,
  warmUpMillis: 0,
  stopMillis: 0,
  workMillis: Infinity,
  spread: 0,
  faults: [],
  imagesRunAsRoot: true,
};

const room = { cpu: "1000", memory: "4Ti", pods: "1000" };
const roomyNode = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: node, labels: { "kubernetes.io/hostname": node } },
  spec: {},
  status: { capacity: room, allocatable: room },
};

/** Records the observable state of one pod. */
class Spectator implements Witness {
  readonly states: SeenState[] = [];
  readonly events: SeenEvent[] = [];
  private readonly name: string;
  private readonly filter = new SpamFilter();
  private uid = "";

  constructor(name: string) {
    this.name = name;
  }

  changed({ at, key, after }: Change): void {
    if (key !== keyOf({ kind: "Pod", namespace: "default", name: this.name })) return;
    if (after) this.uid = after.metadata.uid;
    const state = { from: secondsOf(at), ...(after ? stateOf(after as StoredPod) : { gone: true }) };
    if (after && this.states.at(-1)?.from === state.from) this.states.pop();
    const last = this.states.at(-1);
    if (JSON.stringify({ ...last, from: 0 }) !== JSON.stringify({ ...state, from: 0 })) this.states.push(state);
  }

  performed(command: Command, _answer: unknown, _by: string, at: Millis): void {
    if (command.do !== "event" || command.about.kind !== "Pod" || command.about.name !== this.name) return;
    const { type, reason, container } = command;
    if (!this.filter.passes(type, at)) return;
    const message = command.message
      .replaceAll(`(${this.uid})`, "(<uid>)")
      .replace(/in [\d.]+m?s \([\d.]+m?s including waiting\)/, "in <time> (<time> including waiting)")
      .replaceAll(/(\d+\.){3}\d+/g, "<ip>");
    const known = this.events.find((one) => one.type === type && one.reason === reason && one.container === container && one.message === message);
    const second = Math.floor(secondsOf(at));
    if (!known) this.events.push({ first: second, last: second, count: 1, type, reason, ...(container !== undefined && { container }), message });
    else [known.last, known.count] = [second, known.count + 1];
  }
}

function secondsOf(at: Millis): number {
  return (at - start) / 1000;
}

function stateOf(pod: StoredPod): object {
  const { status, metadata } = pod;
  const { ready, status: shown, restarts } = podColumns(pod);
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const statuses = containersOf(pod).flatMap(({ name }) => all.find((one) => one.name === name) ?? []);
  return {
    ready,
    status: shown,
    restarts,
    phase: status.phase,
    ...(status.reason && { reason: status.reason }),
    ...(metadata.deletionTimestamp !== undefined && { terminating: true }),
    conditions: Object.fromEntries((status.conditions ?? []).map((one) => [one.type, one.reason ? `${one.status} ${one.reason}` : one.status])),
    containers: Object.fromEntries(statuses.map((one) => [one.name, containerState(one)])),
  };
}

function containerState({ state, lastState, ready, started, restartCount }: ContainerStatus): object {
  const last = word(lastState);
  return { is: word(state), ready, started: started ?? false, restarts: restartCount, ...(last !== "" && { last }) };
}

function word({ waiting, running, terminated }: ContainerState = {}): string {
  if (waiting) return `waiting ${waiting.reason ?? ""}`.trim();
  if (running) return "running";
  return terminated ? `terminated ${terminated.reason} ${terminated.exitCode}` : "";
}
