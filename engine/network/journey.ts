import type { Ref } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import type { Why } from "../core/why.ts";

/** Where a request ends. */
export type End =
  /** A container takes it. */
  | { readonly is: "pod"; readonly pod: Ref; readonly address: string; readonly port: number }
  /** An address that belongs to no pod of the cluster takes it, as far as the cluster can tell. */
  | { readonly is: "outside"; readonly host: string; readonly port: number }
  | { readonly is: "refused" | "timed-out" | "unknown-name" }
  /** An Ingress answers by itself. */
  | { readonly is: "status"; readonly code: number };

/** The way of a request: each hop with its rule and the field that sets it, and where it ends. */
export interface Journey {
  readonly hops: readonly Why[];
  readonly end: End;
}

/** The client: a pod, or one outside of the cluster. */
export type Sender = StoredPod | undefined;

/** A request for a name or an address, and a port. */
export interface Request {
  readonly from: Sender;
  readonly host: string;
  readonly port: number;
}

/** Gathers the hops of a way. */
export class Way {
  readonly hops: Why[] = [];
  readonly store: StoreView;
  readonly from: Sender;

  constructor(store: StoreView, from: Sender) {
    this.store = store;
    this.from = from;
  }

  /** The next hop. */
  via(why: Why): this {
    this.hops.push(why);
    return this;
  }

  ends(end: End): Journey {
    return { hops: this.hops, end };
  }
}
