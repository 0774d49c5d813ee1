import type { Seconds } from "./behaviour.ts";

/** Which names of the cluster a process can look up, and to which ports it can connect: `db`, `db:5432`. */
export interface Hosts {
  /** From which second of the run on; `Infinity` if the name does not exist or the port does not answer; nothing if the cluster does not decide this. */
  readonly from: (host: string) => Seconds | undefined;
  /** The seconds at which names appear. */
  readonly appear: readonly Seconds[];
}

/** Knows nothing about any name. */
export const anyHosts: Hosts = { from: () => undefined, appear: [] };
