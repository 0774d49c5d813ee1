import type { Endpoint, EndpointSlice, Service, ServicePort } from "../../schemas/generated/types.ts";
import type { Stored } from "../core/objects.ts";
import type { StoreView } from "../core/store.ts";
import type { Sender } from "./journey.ts";
import { slicesOf } from "./names.ts";

/** An endpoint of a Service, and the port at which it takes requests. */
export interface Taker {
  readonly endpoint: Endpoint;
  readonly port: number;
}

/** The endpoints that receive the requests for a port of a Service at this moment. */
export interface Takers {
  /** All endpoints of the port, ready or not, and those that the client can reach. */
  readonly all: readonly Taker[];
  readonly near: readonly Taker[];
  /** Whether the Service keeps requests on the client's node. */
  readonly isLocal: boolean;
  /** The endpoints that receive requests: all that are ready, or else those that are terminating and still serve. */
  readonly takers: readonly Taker[];
  readonly are: "ready" | "serving";
}

/** Which endpoints receive the requests of a client for a port of a Service. */
export function takersOf(
  service: Stored<Service>,
  port: ServicePort,
  { store, from }: { readonly store: StoreView; readonly from?: Sender },
): Takers {
  const all = offersOf(service, port, store);
  const isLocal = service.spec.internalTrafficPolicy === "Local" && from !== undefined;
  const near = isLocal ? all.filter(({ endpoint }) => endpoint.nodeName === from.spec.nodeName) : all;
  const ready = near.filter(({ endpoint }) => endpoint.conditions?.ready ?? true);
  const serving = near.filter(({ endpoint }) => endpoint.conditions?.serving && endpoint.conditions.terminating);
  return { all, near, isLocal, ...(ready.length > 0 ? { takers: ready, are: "ready" } : { takers: serving, are: "serving" }) };
}

/** The endpoints of a port, by the port's name. A slice port without a number stands for all ports. */
function offersOf(service: Stored<Service>, asked: ServicePort, store: StoreView): Taker[] {
  return slicesOf(service, store).flatMap(({ endpoints = [], ports = [] }: Stored<EndpointSlice>) => {
    const port = ports.find(({ name = "", protocol = "TCP" }) => name === (asked.name ?? "") && protocol === (asked.protocol ?? "TCP"));
    return port ? endpoints.map((endpoint) => ({ endpoint, port: port.port ?? asked.port ?? 0 })) : [];
  });
}
