import type { Ref } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import type { Why } from "../core/why.ts";

/** Where a request ends. */
export type End =
  /** A container receives it. */
  | { readonly is: "pod"; readonly pod: Ref; readonly address: string; readonly port: number; readonly says?: PortAnswer }
  /** It leaves the cluster to an address that belongs to no pod. */
  | { readonly is: "outside"; readonly host: string; readonly port: number }
  | { readonly is: "refused" | "timed-out" | "unknown-name" }
  /** An Ingress answers by itself. */
  | { readonly is: "status"; readonly code: number };

/** The route of a request: each hop with its rule and the field that sets it, and where it ends. */
export interface Journey {
  readonly hops: readonly Why[];
  readonly end: End;
}

/** The client: a pod, or one outside of the cluster. */
export type Sender = StoredPod | undefined;

/** The protocol of a port. */
export type Protocol = "TCP" | "UDP" | "SCTP";

/** What a pod does with a request to a port: a process answers, or none listens. `field` of the pod says so. The answer is absent if it is only assumed. */
export type PortAnswer =
  | {
      readonly is: "answers";
      readonly container: string;
      readonly field: string;
      readonly how?: { readonly speaks: string; readonly status: number };
    }
  | { readonly is: "closed"; readonly field: string };

/** What the processes of a pod do with a request for a path at a port; nothing if that is not known. */
export type Ports = (pod: StoredPod, port: number, path: string) => PortAnswer | undefined;

/** A request for a name or an address, and a port. */
export interface Request {
  readonly from: Sender;
  readonly host: string;
  readonly port: number;
  readonly protocol?: Protocol;
  /** The path of an HTTP request. */
  readonly path?: string;
}

/** A network as it is now: its objects, and what the processes of its pods do. */
export interface Network {
  readonly store: StoreView;
  readonly ports?: Ports | undefined;
}

/** Collects the hops of a route. */
export class Way {
  readonly hops: Why[] = [];
  readonly store: StoreView;
  readonly from: Sender;
  readonly protocol: Protocol;
  private readonly ports: Ports | undefined;
  private readonly path: string;

  constructor({ store, ports }: Network, { from, protocol = "TCP", path = "/" }: Pick<Request, "from" | "protocol" | "path">) {
    this.store = store;
    this.ports = ports;
    this.from = from;
    this.protocol = protocol;
    this.path = path;
  }

  /** Adds a hop. */
  via(why: Why): this {
    this.hops.push(why);
    return this;
  }

  ends(end: End): Journey {
    return { hops: this.hops, end };
  }

  /** What a pod does with the request at a port, if that is known. */
  answerOf(pod: StoredPod, port: number): PortAnswer | undefined {
    return this.ports?.(pod, port, this.path);
  }
}
