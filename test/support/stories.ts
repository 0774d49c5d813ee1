import { node } from "./simulations.ts";
import type { Scenario } from "../../engine/rehearsal/simulate.ts";

/** A container with an image and whatever else. */
export function container(image: string, more: object = {}) {
  return { name: "app", image, resources: { requests: { cpu: "50m" } }, readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }, ...more };
}

/** A Deployment of one container, as the files of a person have it. */
export function web(
  image: string,
  { name = "web", pod = {}, labels = {}, ...spec }: { name?: string; pod?: object; labels?: object; [field: string]: unknown } = {},
) {
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

/** A class of a provisioner that is no part of the cluster. */
export const storageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "fast" },
  provisioner: "rancher.io/local-path",
};

/** A claim of a class. */
export function claim(className: string) {
  const spec = { accessModes: ["ReadWriteOnce"], storageClassName: className, resources: { requests: { storage: "1Gi" } } };
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec };
}

/** A Deployment that uses that claim. */
export function claiming(image: string) {
  return web(image, { pod: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] } });
}

/** A ConfigMap of one value. */
export function configMap(value: string) {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { VALUE: value } };
}

/** A CronJob whose work ends well. */
export function cronJob(schedule: string) {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "busybox:1", command: ["true"] }] } };
  return { apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "report" }, spec: { schedule, jobTemplate: { spec: { template } } } };
}

/** A DaemonSet for nodes of some labels. */
export function agent(nodeSelector: object) {
  const template = { metadata: { labels: { app: "agent" } }, spec: { nodeSelector, containers: [container("agent:1")] } };
  return { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "agent" }, spec: { selector: { matchLabels: { app: "agent" } }, template } };
}

/** An autoscaler of the Deployment `web`, between 2 and 6. */
export const scaler = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } }],
  },
};

/** From a time on the pods of `web` use so many thousandths of a CPU in all. */
export function load(at: number, total: number) {
  return { at, step: { metrics: { web: { cpu: { total } } } } };
}
