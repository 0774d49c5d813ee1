import type { Seconds } from "./behaviour.ts";

/** Which names of the cluster a process can ask for, and where it can connect to: `db`, `db:5432`. */
export interface Hosts {
  /** Since which second of the run: `Infinity` while there is nothing of this name, or nobody takes connections there; nothing where the cluster does not decide that. */
  readonly from: (host: string) => Seconds | undefined;
  /** The seconds at which names appear. */
  readonly appear: readonly Seconds[];
}

/** Of no name anything is known. */
export const anyHosts: Hosts = { from: () => undefined, appear: [] };
