import { parseTime } from "../../api/time.ts";
import type { Millis } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { StoreView } from "../../engine/core/store.ts";
import { type Knowledge, type Place, placeOf, processIn, textsOf } from "../../engine/kubelet/circumstances.ts";
import { containersOf, type NamedContainer } from "../../engine/kubelet/look.ts";
import type { SeenConfiguration } from "../../engine/rehearsal/configuration.ts";
import type { PortAnswer } from "../../engine/network/journey.ts";
import { answerOf, type Process, type Run, runOf } from "../../engine/processes/behaviour.ts";
import { executedIn } from "../../engine/processes/exec.ts";
import { logOf, type Situation } from "../../engine/processes/log.ts";
import type { ContainerStatus } from "../../schemas/generated/types.ts";
import type { InContainers, LogLine, Ran } from "../core/cluster.ts";
import { environmentOf } from "../verbs/inside/environment.ts";
import { fieldOf } from "../views/parts/containers.ts";

/** The cluster in which the containers run, at its moment. */
interface Moment {
  readonly now: Millis;
  readonly store: StoreView;
  /** The ConfigMaps and Secrets as the present run of a container has them, where they may be others than they are now. */
  readonly seenBy: (pod: StoredPod, container: string) => SeenConfiguration | undefined;
}

/** One run of a container: which start it was, and from when to when it is looked at. */
interface Life {
  readonly start: number;
  readonly from: Millis;
  readonly to: Millis;
}

/** What runs in containers. It is worked out again from their command lines and images, and from what their pods say of their starts. */
export class Containers implements InContainers {
  private readonly knowledge: Knowledge;
  private readonly moment: Moment;

  constructor(knowledge: Knowledge, moment: Moment) {
    this.knowledge = knowledge;
    this.moment = moment;
  }

  logs(pod: StoredPod, name: string, which: "current" | "previous"): readonly LogLine[] | undefined {
    const found = this.find(pod, name);
    const life = lifeOf(statusOf(pod, name), which, this.moment.now);
    if (!found || !life) return undefined;
    const run = runOf(found.process.behaviour, life.start);
    if (!isHeard(run, found.process)) return undefined;
    const seconds = Math.max(0, life.to - life.from) / 1000;
    return logOf(run, seconds, this.situation(pod, found.container, life)).map(({ at, text }) => ({ at: life.from + at * 1000, text }));
  }

  run(pod: StoredPod, name: string, command: readonly string[]): Ran | undefined {
    const found = this.find(pod, name);
    const life = lifeOf(statusOf(pod, name), "current", this.moment.now);
    if (!found || !life) return undefined;
    const place = this.placeOf(pod, name);
    const at = (life.to - life.from) / 1000;
    const stated = this.knowledge.statedOf(pod);
    const known = {
      lookUp: (kind: "ConfigMap" | "Secret", of: string) => textsOf(place, pod, kind, of),
      ...(stated && { stated }),
      ...(place.changes && { changed: { [name]: place.changes } }),
    };
    const executed = executedIn(pod.spec, name, command, at, known, life.start);
    if (!executed || executed.takes >= longest || executed.remarks.some(({ is }) => is !== "assumedToExist")) return undefined;
    const { code, takes, prints } = executed;
    const lines = logOf({ prints }, at + takes, this.situation(pod, found.container, life));
    const isWhole = !lines.some(({ text }) => text.includes("…"));
    return isWhole ? { stdout: lines.map(({ text }) => `${text}\n`).join(""), code } : undefined;
  }

  /** What a pod does at a port. If one of its containers is unknown, only known listeners count. */
  readonly answer = (pod: StoredPod, port: number, path: string): PortAnswer | undefined => {
    let isOpen = false;
    for (const container of containersOf(pod)) {
      const status = statusOf(pod, container.name);
      if (!status?.state?.running) continue;
      const process = this.processOf(pod, container);
      const { start, from, to } = lifeOf(status, "current", this.moment.now)!;
      const run = runOf(process.behaviour, start);
      const answer = answerOf(run, port, path, (to - from) / 1000);
      const isAssumed = process.source.is === "assumed";
      if (answer) return { is: "answers", container: container.name, field: fieldFor(pod, container, process), ...(!isAssumed && { how: answer }) };
      isOpen ||= isAssumed && (run.serves ?? []).length === 0;
    }
    const [first] = pod.spec.containers ?? [];
    return isOpen || !first ? undefined : { is: "closed", field: fieldFor(pod, first, this.processOf(pod, first as NamedContainer)) };
  };

  private find(pod: StoredPod, name: string): { readonly container: NamedContainer; readonly process: Process } | undefined {
    const container = containersOf(pod).find((one) => one.name === name);
    return container && { container, process: this.processOf(pod, container) };
  }

  private processOf(pod: StoredPod, container: NamedContainer): Process {
    return processIn(this.knowledge, pod, container, this.placeOf(pod, container.name));
  }

  private placeOf(pod: StoredPod, container: string): Place {
    return placeOf(this.moment.store, this.moment.seenBy(pod, container));
  }

  configured(pod: StoredPod, container: string): ReturnType<InContainers["configured"]> {
    const seen = this.moment.seenBy(pod, container);
    const { store } = this.moment;
    return seen && { environment: placeOf(store, seen), files: placeOf(store, { objects: seen.files, changes: [] }) };
  }

  private situation(pod: StoredPod, container: NamedContainer, { from }: Life): Situation {
    const { store } = this.moment;
    return {
      startedAt: from,
      fieldOf: (field) => fieldOf(pod, field),
      variableOf: (name) => environmentOf({ cluster: { store, containers: this }, pod, container }).get(name) ?? "",
    };
  }
}

/** The longest command, in seconds, that is waited for. */
const longest = 3600;

function statusOf({ status }: StoredPod, name: string): ContainerStatus | undefined {
  return [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].find((one) => one.name === name);
}

/** A container that waits to be started again shows what its last run printed. */
function lifeOf(status: ContainerStatus | undefined, which: "current" | "previous", now: Millis): Life | undefined {
  if (!status) return undefined;
  const { state = {}, lastState, restartCount = 0 } = status;
  const ended = (start: number, of = lastState): Life | undefined => {
    const [from, to] = [parseTime(of?.terminated?.startedAt ?? ""), parseTime(of?.terminated?.finishedAt ?? "")];
    return from === undefined || to === undefined ? undefined : { start: Math.max(0, start), from, to };
  };
  if (which === "previous") return ended(state.waiting ? restartCount : restartCount - 1);
  if (state.running) return { start: restartCount, from: parseTime(state.running.startedAt ?? "") ?? now, to: now };
  return ended(restartCount, state.terminated ? state : lastState);
}

/** Whether the whole output of a run is known; an unknown process may print anything. */
function isHeard({ prints }: Run, { source, remarks }: Process): boolean {
  return prints !== undefined || (source.is === "command" && remarks.every(({ is }) => is !== "unreadable" && is !== "unreadableWork"));
}

/** The field of a pod that says what the process of a container does. */
function fieldFor({ spec }: StoredPod, { name }: { readonly name?: string | undefined }, { source }: Process): string {
  const own = source.is === "command" ? source.field : "image";
  const init = (spec.initContainers ?? []).findIndex((one) => one.name === name);
  return init >= 0
    ? `spec.initContainers[${init}].${own}`
    : `spec.containers[${(spec.containers ?? []).findIndex((one) => one.name === name)}].${own}`;
}
