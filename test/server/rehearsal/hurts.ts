import { cron } from "./never.ts";
import { deployment, node, service, type Story } from "./story.ts";

const budget = (amount: string, selector = "{app: web}"): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  ${amount}
  selector:
    matchLabels: ${selector}
`;

const autoscaler = (more: string, target = "web"): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}
  ${more}
`;

const ready = `readinessProbe:
            tcpSocket: {port: 80}`;

const green = deployment("green", { container: "readinessProbe:\n            tcpSocket: {port: 80}\n            initialDelaySeconds: 60" }).replace(
  "labels: {app: green}",
  "labels: {app: green, site: shop}",
);

/** Changes that complete, and that somebody notices. */
export const hurts: readonly Story[] = [
  {
    title: "Recreate behind a Service",
    code: "all-pods-down",
    files: {
      "web.yaml": deployment("web", { image: "nginx:1.29", container: ready, strategy: "strategy:\n    type: Recreate # <- all-pods-down" }),
      "service.yaml": service("web"),
    },
    committed: [["nginx:1.29", "nginx:1.28"]],
    near: [["type: Recreate", "type: RollingUpdate"]],
  },
  {
    title: "all pods may be unavailable",
    code: "all-pods-down",
    files: {
      "web.yaml": deployment("web", {
        image: "nginx:1.29",
        container: ready,
        strategy: "strategy:\n    rollingUpdate:\n      maxUnavailable: 100% # <- all-pods-down",
      }),
      "service.yaml": service("web"),
    },
    committed: [
      ["nginx:1.29", "nginx:1.28"],
      ["maxUnavailable: 100%", "maxUnavailable: 1"],
    ],
    near: [["100%", "25%"]],
  },
  {
    title: "one replica, and no surge",
    code: "all-pods-down",
    files: {
      "web.yaml": deployment("web", {
        replicas: "replicas: 1",
        image: "nginx:1.29",
        container: ready,
        strategy: "strategy:\n    rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 1 # <- all-pods-down",
      }),
      "service.yaml": service("web"),
    },
    committed: [["nginx:1.29", "nginx:1.28"]],
    near: [["replicas: 1", "replicas: 2"]],
  },
  {
    title: "scaled to nothing",
    code: "all-pods-down",
    files: { "web.yaml": deployment("web", { replicas: "replicas: 0 # <- all-pods-down" }), "service.yaml": service("web") },
    committed: [["replicas: 0", "replicas: 3"]],
    near: [["replicas: 0", "replicas: 1"]],
  },
  {
    title: "a Service that forwards to a port that a container only declares",
    code: "port-leads-nowhere",
    files: {
      "web.yaml": deployment("web", { ports: "ports: [{containerPort: 8080}]" }),
      "service.yaml": service("web").replace("[{port: 80}]", "\n    - port: 80\n      targetPort: 8080 # <- port-leads-nowhere"),
    },
    committed: [],
    near: [["targetPort: 8080", "targetPort: 80"]],
  },
  {
    title: "a Service that asks for a label that the new pods lack",
    code: "service-loses-pods",
    files: { "web.yaml": deployment("web", {}), "service.yaml": service("web", "\n    app: wbe # <- service-loses-pods") },
    committed: [["app: wbe", "app: web"]],
    near: [["app: wbe", "app: web"]],
  },
  {
    title: "a template that loses the label of the Service",
    code: "service-loses-pods",
    files: {
      "web.yaml": deployment("web", {}).replace("labels: {app: web}", "labels:\n        app: web\n        tier: front # <- service-loses-pods"),
      "service.yaml": service("web", "{app: web, tier: frontend}"),
    },
    committed: [["tier: front #", "tier: frontend #"]],
    near: [["tier: front #", "tier: frontend #"]],
  },
  {
    title: "a switch from blue to green, which is not ready",
    code: "service-loses-pods",
    files: {
      "blue.yaml": deployment("blue", {}).replace("labels: {app: blue}", "labels: {app: blue, site: shop}"),
      "green.yaml": green,
      "service.yaml": service("shop", "\n    site: shop\n    app: green # <- service-loses-pods"),
    },
    committed: [
      ["app: green #", "app: blue #"],
      [green, ""],
    ],
    near: [["app: green #", "app: blue #"]],
  },
  {
    title: "a start that a readiness probe would cover",
    code: "traffic-before-start",
    files: {
      "web.yaml": deployment("web", {
        image: "busybox:1.37",
        container: 'command: ["sh", "-c", "sleep 20; httpd -f -p 80"] # <- traffic-before-start',
      }),
      "service.yaml": service("web"),
    },
    committed: [["sleep 20", "sleep 1"]],
    near: [["sleep 20", "sleep 1"]],
  },
  {
    title: "a share that rounds down to nothing",
    code: "unavailable-rounds-up",
    files: {
      "web.yaml": deployment("web", {
        strategy: "strategy:\n    rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 10% # <- unavailable-rounds-up",
      }),
    },
    committed: [["maxUnavailable: 10%", "maxUnavailable: 1"]],
    near: [["replicas: 3", "replicas: 10"]],
  },
  {
    title: "a hook that takes longer than the pod has",
    code: "grace-too-short",
    files: {
      "web.yaml": deployment("web", {
        pod: "terminationGracePeriodSeconds: 20 # <- grace-too-short",
        container: 'lifecycle:\n            preStop:\n              exec: {command: ["sleep", "45"]}',
      }),
    },
    committed: [["terminationGracePeriodSeconds: 20", "terminationGracePeriodSeconds: 60"]],
    near: [["terminationGracePeriodSeconds: 20", "terminationGracePeriodSeconds: 60"]],
  },
  {
    title: "a surge that the quota cuts",
    code: "peak-over-quota",
    files: {
      "web.yaml": deployment("web", {
        replicas: "replicas: 4",
        image: "nginx:1.29",
        strategy: "strategy:\n    rollingUpdate:\n      maxSurge: 4 # <- peak-over-quota\n      maxUnavailable: 1",
      }),
      "quota.yaml": 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: team}\nspec:\n  hard:\n    pods: "5"\n',
    },
    committed: [
      ["nginx:1.29", "nginx:1.28"],
      ["maxSurge: 4", "maxSurge: 1"],
    ],
    near: [
      ["maxSurge: 4", "maxSurge: 1"],
      ["maxUnavailable: 1", "maxUnavailable: 0"],
    ],
  },
  {
    title: "all pods in one zone",
    code: "one-zone",
    files: { "web.yaml": deployment("web", { pod: "nodeSelector:\n        topology.kubernetes.io/zone: zone-a # <- one-zone" }) },
    committed: [["\n      nodeSelector:\n        topology.kubernetes.io/zone: zone-a # <- one-zone", ""]],
    cluster: [node("n1", "4", "a"), node("n2", "4", "b"), node("n3", "4", "a")],
    near: [["nodeSelector:\n        topology.kubernetes.io/zone: zone-a # <- one-zone", ""]],
  },
  {
    title: "runs that overlap",
    code: "runs-overlap",
    files: { "report.yaml": cron('schedule: "*/5 * * * *" # <- runs-overlap', 'command: ["sh", "-c", "sleep 900"]') },
    committed: [["*/5 * * * *", "0 * * * *"]],
    near: [["*/5", "*/20"]],
  },
  {
    title: "runs that replace each other",
    code: "runs-overlap",
    files: { "report.yaml": cron('schedule: "*/5 * * * *"\n  concurrencyPolicy: Replace # <- runs-overlap', 'command: ["sh", "-c", "sleep 900"]') },
    committed: [["concurrencyPolicy: Replace", "concurrencyPolicy: Forbid"]],
    near: [["*/5", "*/20"]],
  },
  {
    title: "a history without bound",
    code: "history-unbounded",
    files: { "report.yaml": cron('schedule: "*/5 * * * *"\n  successfulJobsHistoryLimit: 1000 # <- history-unbounded') },
    committed: [],
    near: [["1000", "5"]],
  },
  {
    title: "a changed ConfigMap that nobody reads again",
    code: "keeps-old-config",
    files: {
      "web.yaml": deployment("web", { container: "envFrom: [{configMapRef: {name: settings}}]" }),
      "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  LEVEL: debug # <- keeps-old-config\n",
    },
    committed: [["LEVEL: debug", "LEVEL: info"]],
    near: [["image: nginx:1.29", "image: nginx:1.30"]],
  },
  {
    title: "a drain that a budget blocks",
    code: "drain-never-ends",
    files: { "web.yaml": deployment("web", {}), "budget.yaml": budget("minAvailable: 3 # <- drain-never-ends") },
    committed: [["minAvailable: 3", "minAvailable: 2"]],
    near: [["minAvailable: 3", "minAvailable: 2"]],
  },
  {
    title: "replicas that shrink to what a budget wants",
    code: "drain-never-ends",
    files: { "web.yaml": deployment("web", { replicas: "replicas: 2 # <- drain-never-ends" }), "budget.yaml": budget("minAvailable: 2") },
    committed: [["replicas: 2", "replicas: 4"]],
    near: [["replicas: 2", "replicas: 3"]],
  },
  {
    title: "a budget that lets all pods go",
    code: "budget-protects-nothing",
    files: { "web.yaml": deployment("web", {}), "budget.yaml": budget("maxUnavailable: 100% # <- budget-protects-nothing") },
    committed: [["100%", "1"]],
    near: [["100%", "50%"]],
  },
  {
    title: "a budget that selects other pods",
    code: "budget-protects-nothing",
    files: { "web.yaml": deployment("web", {}), "budget.yaml": budget("minAvailable: 1", "\n      app: webb # <- budget-protects-nothing") },
    committed: [["app: webb", "app: web"]],
    near: [["app: webb", "app: web"]],
  },
  {
    title: "a budget against the minimum of an autoscaler",
    code: "budget-against-autoscaler",
    files: {
      "web.yaml": deployment("web", { replicas: "" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 10\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]",
      ),
      "budget.yaml": budget("minAvailable: 2 # <- budget-against-autoscaler"),
    },
    committed: [["minAvailable: 2", "minAvailable: 1"]],
    near: [["minAvailable: 2", "minAvailable: 1"]],
  },
  {
    title: "replicas that an autoscaler sets, too",
    code: "autoscaler-resets-replicas",
    files: {
      "web.yaml": deployment("web", { replicas: "replicas: 5 # <- autoscaler-resets-replicas" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 10\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]",
      ),
    },
    committed: [["replicas: 5", "replicas: 3"]],
    near: [["replicas: 5 # <- autoscaler-resets-replicas", ""]],
  },
  {
    title: "replicas beyond an autoscaler's maximum",
    code: "autoscaler-resets-replicas",
    files: {
      "web.yaml": deployment("web", { replicas: "replicas: 8 # <- autoscaler-resets-replicas" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 5\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]",
      ),
    },
    committed: [["replicas: 8", "replicas: 3"]],
    near: [["replicas: 8 # <- autoscaler-resets-replicas", ""]],
  },
  {
    title: "an autoscaler without requests",
    code: "autoscaler-cannot-measure",
    files: {
      "web.yaml": deployment("web", { replicas: "", resources: "resources: {requests: {memory: 64Mi}} # <- autoscaler-cannot-measure" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 10\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]",
      ),
    },
    committed: [["{memory: 64Mi}", "{memory: 64Mi, cpu: 100m}"]],
    near: [["{memory: 64Mi}", "{memory: 64Mi, cpu: 100m}"]],
  },
  {
    title: "an autoscaler of a Deployment that is not there",
    code: "autoscaler-cannot-measure",
    files: {
      "web.yaml": deployment("web", { replicas: "" }),
      "hpa.yaml": autoscaler("minReplicas: 2\n  maxReplicas: 10", "wbe").replace("name: wbe}", "name: wbe} # <- autoscaler-cannot-measure"),
    },
    committed: [["name: wbe}", "name: web}"]],
    near: [["name: wbe}", "name: web}"]],
  },
  {
    title: "a maximum that is too small for the stated load",
    code: "autoscaler-at-maximum",
    files: {
      "web.yaml": deployment("web", { replicas: "" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 4 # <- autoscaler-at-maximum\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]",
      ),
      "web.rehearsal.yaml": "steps:\n  - at: 60s\n    metrics: {web: {cpu: {total: 1500}}}\n",
    },
    committed: [["maxReplicas: 4", "maxReplicas: 40"]],
    near: [["maxReplicas: 4", "maxReplicas: 64"]],
  },
  {
    title: "an autoscaler whose maximum is its minimum",
    code: "autoscaler-at-maximum",
    files: {
      "web.yaml": deployment("web", { replicas: "" }),
      "hpa.yaml": autoscaler("minReplicas: 3\n  maxReplicas: 3 # <- autoscaler-at-maximum"),
    },
    committed: [["maxReplicas: 3", "maxReplicas: 9"]],
    near: [["maxReplicas: 3", "maxReplicas: 9"]],
  },
  {
    title: "an autoscaler that does not wait before it goes down",
    code: "autoscaler-flaps",
    files: {
      "web.yaml": deployment("web", { replicas: "" }),
      "hpa.yaml": autoscaler(
        "minReplicas: 2\n  maxReplicas: 10\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 0 # <- autoscaler-flaps",
      ),
    },
    committed: [["stabilizationWindowSeconds: 0", "stabilizationWindowSeconds: 300"]],
    near: [["stabilizationWindowSeconds: 0", "stabilizationWindowSeconds: 300"]],
  },
  {
    title: "liveness before readiness",
    code: "liveness-before-readiness",
    files: {
      "web.yaml": deployment("web", {
        container: `readinessProbe:
            tcpSocket: {port: 80}
            initialDelaySeconds: 60
          livenessProbe:
            tcpSocket: {port: 80}
            initialDelaySeconds: 5 # <- liveness-before-readiness
            periodSeconds: 5`,
      }),
    },
    committed: [["initialDelaySeconds: 5 #", "initialDelaySeconds: 90 #"]],
    near: [["initialDelaySeconds: 5 #", "initialDelaySeconds: 90 #"]],
  },
];
