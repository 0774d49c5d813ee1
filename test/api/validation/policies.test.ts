import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "../../support/faults.ts";

const object = (apiVersion: string, kind: string, rest: string) => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: one}, ${rest}}`;

/** Each rest of an object of the kind, and what is wrong with it. */
function table(apiVersion: string, kind: string, cases: readonly (readonly [rest: string, ...faults: string[]])[]): void {
  for (const [rest, ...expected] of cases) assert.deepEqual(faults(object(apiVersion, kind, rest)), expected, rest);
}

test("a quota counts what its scopes allow", () =>
  table("v1", "ResourceQuota", [
    ['spec: {hard: {pods: "10", requests.nvidia.com/gpu: "1"}}'],
    ['spec: {hard: {gpu: "1"}}', "spec.hard[gpu] Invalid"],
    ['spec: {hard: {pods: "1.5"}}', "spec.hard[pods] Invalid"],
    ['spec: {scopes: [BestEffort], hard: {cpu: "1"}}', "spec.scopes Invalid"],
    ["spec: {scopes: [BestEffort, NotBestEffort]}", "spec.scopes Invalid"],
    ["spec: {scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In}]}}", "spec.scopeSelector.matchExpressions.values Required"],
  ]));

test("the bounds of a limit range are in order", () =>
  table("v1", "LimitRange", [
    ["spec: {limits: [{type: Container, min: {cpu: 1}, max: {cpu: 2}, default: {cpu: 2}, defaultRequest: {cpu: 1}}]}"],
    ["spec: {limits: [{type: PersistentVolumeClaim, min: {storage: 3Gi}, max: {storage: 2Gi}}]}", "spec.limits[0].min[storage] Invalid"],
    ["spec: {limits: [{type: Pod, default: {cpu: 2}}]}", "spec.limits[0].default Forbidden"],
    ["spec: {limits: [{type: PersistentVolumeClaim}]}", "spec.limits[0].limits Required"],
    [
      "spec: {limits: [{type: Container, maxLimitRequestRatio: {cpu: 3}, min: {cpu: 1}, max: {cpu: 2}}]}",
      "spec.limits[0].maxLimitRequestRatio[cpu] Invalid",
    ],
  ]));

test("a budget is one of two", () =>
  table("policy/v1", "PodDisruptionBudget", [
    ["spec: {minAvailable: 50%}"],
    ["spec: {minAvailable: 101%}", "spec.minAvailable Invalid"],
    ["spec: {minAvailable: 1, maxUnavailable: 1}", "spec Invalid"],
  ]));

test("an autoscaler has bounds, a target and metrics of one source each", () => {
  const target = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}";
  table("autoscaling/v2", "HorizontalPodAutoscaler", [
    [`spec: {${target}, maxReplicas: 3}`],
    [`spec: {${target}, minReplicas: 5, maxReplicas: 3}`, "spec.maxReplicas Invalid"],
    ["spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: v1, kind: Deployment, name: web}}", "spec.scaleTargetRef.apiVersion Invalid"],
    [`spec: {${target}, maxReplicas: 3, metrics: [{type: Resource}]}`, "spec.metrics[0].resource Required"],
    [`spec: {${target}, maxReplicas: 3, behavior: {scaleUp: {policies: []}}}`, "spec.behavior.scaleUp.policies Required"],
  ]);
  const v1 = `spec: {${target}, maxReplicas: 3, targetCPUUtilizationPercentage: -1}`;
  table("autoscaling/v1", "HorizontalPodAutoscaler", [[v1, "spec.metrics[0].resource.target.averageUtilization Invalid"]]);
});

test("access rules are about resources or URLs, for somebody", () => {
  const group = "rbac.authorization.k8s.io";
  table(`${group}/v1`, "Role", [["rules: [{verbs: [get], nonResourceURLs: [/x]}]", "rules[0].nonResourceURLs Invalid"]]);
  table(`${group}/v1`, "ClusterRoleBinding", [
    [`roleRef: {apiGroup: ${group}, kind: Role, name: a}`, "roleRef.kind NotSupported"],
    [`roleRef: {apiGroup: ${group}, kind: ClusterRole, name: a}, subjects: [{kind: ServiceAccount, name: b}]`, "subjects[0].namespace Required"],
  ]);
});

test("policies of the network name peers and ranges", () =>
  table("networking.k8s.io/v1", "NetworkPolicy", [
    ["spec: {podSelector: {}, ingress: [{from: [{}]}]}", "spec.ingress[0].from[0] Required"],
    [
      "spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]}",
      "spec.ingress[0].from[0].ipBlock.except[0] Invalid",
    ],
    ["spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1/8}}]}]}", "spec.ingress[0].from[0].ipBlock.cidr Invalid"],
    ["spec: {podSelector: {}, egress: [{ports: [{port: 90, endPort: 80}]}]}", "spec.egress[0].ports[0].endPort Invalid"],
  ]));

test("a path of an Ingress leads to a port of a Service", () => {
  const path = (rest: string) => `spec: {rules: [{http: {paths: [{pathType: Prefix, ${rest}}]}}]}`;
  const at = "spec.rules[0].http.paths[0]";
  table("networking.k8s.io/v1", "Ingress", [
    [path("path: /, backend: {service: {name: web, port: {number: 80}}}")],
    [path("path: x, backend: {service: {name: web, port: {number: 80}}}"), `${at}.path Invalid`],
    [path("path: /, backend: {service: {name: web}}"), `${at}.backend Required`],
    ["spec: {}", "spec Invalid"],
  ]);
});
