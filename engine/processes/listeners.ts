import type { PodSpec } from "../../schemas/generated/types.ts";
import { type Process, runOf, type Seconds } from "./behaviour.ts";

/** A port that a second container of a pod wants to listen on: its process ends with 1 at that moment. */
export interface Collision {
  readonly port: number;
  readonly holder: string;
  readonly refused: string;
  readonly at: Seconds;
}

interface Wish {
  readonly key: string;
  readonly port: number;
  readonly container: string;
  readonly from: Seconds;
  readonly until: Seconds;
}

/**
 * The ports on which containers of a pod collide in their first run: they share one network.
 * The first to listen gets the port; in the same second, the container that is started first.
 * Init containers that are not sidecars end before the others start.
 */
export function collisionsIn(spec: PodSpec, processes: ReadonlyMap<string, Process>): readonly Collision[] {
  const beside = [...(spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always"), ...(spec.containers ?? [])];
  const wishes = beside.flatMap(({ name = "" }) => wishesOf(name, processes.get(name))).toSorted((a, b) => a.from - b.from);
  const holders = new Map<string, Wish>();
  const collisions: Collision[] = [];
  for (const wish of wishes) {
    const holder = holders.get(wish.key);
    if (!holder || holder.until <= wish.from) holders.set(wish.key, wish);
    else if (holder.container !== wish.container)
      collisions.push({ port: wish.port, holder: holder.container, refused: wish.container, at: wish.from });
  }
  return collisions;
}

function wishesOf(container: string, process: Process | undefined): readonly Wish[] {
  const { serves = [], exit } = runOf(process?.behaviour ?? [], 0);
  return serves.map(({ port, speaks, after = 0, until }) => ({
    key: `${speaks === "udp" ? "udp" : "tcp"} ${port}`,
    port,
    container,
    from: after,
    until: Math.min(until ?? Infinity, exit?.after ?? Infinity),
  }));
}
