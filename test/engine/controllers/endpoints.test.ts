import { test } from "node:test";
import type { StoredSlice } from "../../../engine/controllers/endpoints/slices.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { apply, checkSteps, replicaSet, tick } from "../../support/rollouts.ts";

/** The endpoints of all slices by port: `+` takes traffic, `-` is not ready, `x` ends and still serves. */
function slices(store: StoreView): string {
  const lines = store.list<StoredSlice>("EndpointSlice").map(({ ports = [], endpoints = [] }) => {
    const marks = endpoints.map(({ conditions }) => (conditions?.ready ? "+" : conditions?.terminating && conditions.serving ? "x" : "-"));
    return `${ports.map(({ port }) => port).join(",") || "no port"} ${marks.join("")}`.trim();
  });
  return lines.join(" | ") || "-";
}

const front = (spec: object = {}): Step =>
  apply({ apiVersion: "v1", kind: "Service", metadata: { name: "front" }, spec: { selector: { app: "x" }, ports: [{ port: 80 }], ...spec } });
const two: Step = apply(replicaSet("web", 1, { replicas: 2 }));
const ready: Step = { ready: { pick: "all" } };
const none: Step = { patch: { kind: "ReplicaSet", name: "web", patch: { spec: { replicas: 0 } } } };

test("pods become endpoints with their address, serve while they end, and leave with their end", () =>
  checkSteps(
    [front(), two, { start: { pick: 1 } }, ready, { unready: {} }, none, { finish: true }],
    slices,
    `
    -
    -
    80 -
    80 ++
    80 -+
    80 -x
    -
  `,
  ));

test("a Service that publishes what is not ready sends traffic to the end", () =>
  checkSteps(
    [front({ publishNotReadyAddresses: true }), two, { start: { pick: "all" } }, none, { finish: true }],
    slices,
    `
    -
    -
    80 ++
    80 ++
    -
  `,
  ));

test("a pod without the port that is named is an endpoint with nothing to connect to", () =>
  checkSteps(
    [front({ ports: [{ port: 80, targetPort: "http" }] }), two, ready, front({ ports: [{ port: 80, targetPort: 8080 }] })],
    slices,
    `
    -
    -
    no port ++
    8080 ++
  `,
  ));

test("a Service that loses its selector keeps its slices, and its Endpoints are mirrored beside them", () =>
  checkSteps(
    [front(), two, ready, { patch: { kind: "Service", name: "front", patch: { spec: { selector: null } } } }, tick],
    slices,
    `
    -
    -
    80 ++
    80 ++ | 80 ++
    80 ++ | 80 ++
  `,
  ));
