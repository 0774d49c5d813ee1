import { node } from "./simulations.ts";
import type { Scenario } from "../../engine/rehearsal/simulate.ts";

/** A container with an image and whatever else. */
export function container(image: string, more: object = {}) {
  return { name: "app", image, resources: { requests: { cpu: "50m" } }, readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }, ...more };
}

/** A Deployment of one container, as the files of a person have it. */
export function web(image: string, { name = "web", pod = {}, labels = {}, ...spec }: { name?: string; pod?: object; labels?: object; [field: string]: unknown } = {}) {
  const own = { app: name, ...labels };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas: 3,
      selector: { matchLabels: own },
      template: { metadata: { labels: own }, spec: { containers: [container(image)], ...pod } },
      ...spec,
    },
  };
}

/** A Service of one port. */
export function service(selector: object, name = "web") {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { selector, ports: [{ port: 80 }] } };
}

/** A Job of one pod that ends with a code. */
export function job(more: object = {}) {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "migrate:1", command: ["sh", "-c", "exit 1"] }] } };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name: "migrate" }, spec: { backoffLimit: 1, template, ...more } };
}

/** What is applied on a cluster of some roomy nodes. */
export function story(before: readonly unknown[], after: readonly unknown[], more: Partial<Scenario> = {}): Scenario {
  return { cluster: [node("n1"), node("n2"), node("n3")], before, after, script: [], ...more };
}
