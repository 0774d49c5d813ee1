import type { Container } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { answerOf, listensFrom, type Run } from "../processes/behaviour.ts";
import { type ContainerRun, isRunning, type Life, putContainer } from "./life.ts";
import { containersOf, type Look } from "./look.ts";

/** The time since the start of a run, in seconds. */
export function ageOf({ startedAt = 0 }: ContainerRun, now: Millis): number {
  return (now - startedAt) / 1000;
}

/** What a pod answers. Its containers share its address: the one that listens on the port answers, unless it stops listening before. */
export function answerOfPod({ pod, life }: Look, port: number, path: string, now: Millis): (Answer & { readonly isCut: boolean }) | undefined {
  for (const { name } of containersOf(pod)) {
    const run = life.containers[name]?.latest;
    if (!isRunning(run, now)) continue;
    const age = ageOf(run, now);
    const answer = answerOf(run.run, port, path, age);
    if (answer) return { ...answer, isCut: age + answer.takes > answer.until };
  }
  return undefined;
}

type Answer = NonNullable<ReturnType<typeof answerOf>>;

/** When the pod's answers may change next, as far as its running processes determine that. */
export function nextChangeOfPod({ pod, life }: Look, now: Millis): Millis {
  let next = Infinity;
  for (const { name } of containersOf(pod)) {
    const run = life.containers[name]?.latest;
    if (!isRunning(run, now)) continue;
    for (const { after = 0, until = Infinity, takes = 0 } of run.run.serves ?? []) {
      for (const second of [after, until - takes, until]) {
        const at = run.startedAt + second * 1000;
        if (at > now) next = Math.min(next, at);
      }
    }
    if (run.end) next = Math.min(next, run.end.at);
  }
  return next;
}

/** A port by its number, or by the name that the container gives it. */
export function portOf({ ports = [] }: Container, port: number | string | undefined): number | undefined {
  if (typeof port === "number") return port;
  const number = ports.find(({ name }) => name === port)?.containerPort ?? Number(port);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

/** Records the ports that a started process will listen on, if another container of the pod or another pod of the node may have taken them. */
export function expectOpenings(look: Look, container: string, run: ContainerRun & { startedAt: Millis }): void {
  if (!run.run.serves) return;
  const { life, pod } = look;
  const others = pod.spec.hostNetwork === true || containersOf(pod).length > 1;
  if (!others) return;
  const opens = Array.from(listensFrom(run.run), ([port, after]) => ({ at: run.startedAt + after * 1000, container, start: run.number, port }));
  life.opens = [...life.opens, ...opens].toSorted((a, b) => a.at - b.at);
}

/** Lets processes begin to listen. A process whose port is taken exits with code 1. */
export function openPorts(look: Look): void {
  const { life, now } = look;
  while (life.opens.length > 0 && life.opens[0]!.at <= now) {
    const [{ at, container, start, port }, ...rest] = life.opens as readonly [Life["opens"][number], ...Life["opens"]];
    life.opens = rest;
    const own = life.containers[container];
    const run = own?.latest;
    if (!own || !run || run.number !== start || !isRunning(run, at)) continue;
    const holder = holderOf(look, container, port, at);
    if (holder !== undefined) {
      const end = { at, code: 1, reason: "Error", cause: { is: "port", port, holder } } as const;
      putContainer(life, container, { ...own, latest: { ...run, end } });
    } else if (look.pod.spec.hostNetwork) look.memory.set(nodePort(look, port), { pod: look.key, container, start } satisfies Holder);
  }
}

interface Holder {
  readonly pod: string;
  readonly container: string;
  readonly start: number;
}

/** Who has taken a port: another container of the pod, or another pod of the node. */
function holderOf(look: Look, container: string, port: number, at: Millis): string | undefined {
  const { life, pod, memory } = look;
  const isHeld = (run: ContainerRun | undefined): boolean => isRunning(run, at) && isOpen(run.run, port, ageOf(run, at));
  const neighbour = containersOf(pod).find(({ name }) => {
    if (name === container || !isHeld(life.containers[name]?.latest)) return false;
    return !life.opens.some((open) => open.container === name && open.port === port && open.at <= at);
  });
  if (neighbour || !pod.spec.hostNetwork) return neighbour?.name;
  const holder = memory.get(nodePort(look, port)) as Holder | undefined;
  if (!holder || holder.pod === look.key) return undefined;
  const run = (memory.get(holder.pod) as Life | undefined)?.containers[holder.container]?.latest;
  return run?.number === holder.start && isHeld(run) ? holder.pod.slice(holder.pod.lastIndexOf("/") + 1) : undefined;
}

function isOpen({ serves = [] }: Run, port: number, at: number): boolean {
  return serves.some((serve) => serve.port === port && (serve.after ?? 0) <= at && at < (serve.until ?? Infinity));
}

function nodePort({ pod }: Look, port: number): string {
  return `port ${pod.spec.nodeName} ${port}`;
}
