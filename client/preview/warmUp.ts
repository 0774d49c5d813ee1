import type { Scenario } from "../../engine/rehearsal/simulate.ts";
import { objectsOfCluster } from "./readCluster.ts";
import { startingCluster } from "./state/cluster.ts";

/** A small rollout such as most are. A worker that has run it a few times answers a first edit as quickly as a later one. */
export const smallRollout: Scenario = {
  cluster: objectsOfCluster(startingCluster, []),
  before: [
    deployment("1"),
    { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { selector: { app: "web" }, ports: [{ port: 80 }] } },
  ],
  after: [deployment("2")],
  script: [],
};

function deployment(tag: string) {
  const labels = { app: "web" };
  const container = {
    name: "web",
    image: `web:${tag}`,
    ports: [{ containerPort: 80 }],
    resources: { requests: { cpu: "100m", memory: "64Mi" } },
    readinessProbe: { httpGet: { port: 80 } },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { replicas: 4, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
