import { test } from "node:test";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { apply, checkSteps, template } from "../../support/rollouts.ts";

/** The pods by name, with `x` behind those that are evicted. */
function pods(store: StoreView): string {
  return store
    .list<StoredPod>("Pod")
    .map((pod) => pod.metadata.name + (isTerminating(pod) ? "x" : ""))
    .join(" ");
}

const away: Step = { taint: { node: "n1", key: "away", effect: "NoExecute" } };
const bears = (tolerationSeconds?: number) => ({
  key: "away",
  operator: "Exists",
  effect: "NoExecute",
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
});
const pod = (name: string, ...tolerations: object[]) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: { ...template(1).spec, nodeName: "n1", tolerations },
});

test("a pod leaves at once, in time or never, as it tolerates the taint", () =>
  checkSteps(
    [apply(pod("frail"), pod("patient", bears(3)), pod("firm", bears())), away, { wait: 2 }, { wait: 2 }],
    pods,
    `
    frail patient firm
    frailx patient firm
    frailx patient firm
    frailx patientx firm
  `,
  ));

test("of two tolerations of one taint the first counts", () =>
  checkSteps(
    [apply(pod("a", bears(1), bears()), pod("b", bears(), bears(1))), away, { wait: 2 }],
    pods,
    `
    a b
    a b
    ax b
  `,
  ));

test("a taint that goes in time takes nobody, and starts anew when it comes back", () =>
  checkSteps(
    [apply(pod("a", bears(3))), away, { wait: 2 }, { untaint: { node: "n1", key: "away" } }, away, { wait: 2 }, { wait: 2 }],
    pods,
    `
    a
    a
    a
    a
    a
    a
    ax
  `,
  ));
