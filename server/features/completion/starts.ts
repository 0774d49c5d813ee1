import { type Sample, ownKey } from "../../schema/samples.ts";

const labels = { app: "app" };
const selector = { matchLabels: labels };
const container = { name: "app", image: "nginx:1.29", resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } } };
const web = { ...container, ports: [{ name: "http", containerPort: 8080 }] };
const template = { metadata: { labels }, spec: { containers: [web] } };
const task = { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "busybox:1.37", command: ["sh", "-c", "date"] }] } };

function start(apiVersion: string, kind: string, body: { readonly [key: string]: Sample }, name = "app"): Sample {
  return { apiVersion, kind, metadata: { name }, ...body };
}

/** A small valid object for each common kind. The snippets are generated from the same objects. */
export const skeletons: Readonly<Record<string, Sample>> = {
  Deployment: start("apps/v1", "Deployment", { spec: { replicas: 2, selector, template } }),
  Service: start("v1", "Service", { spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] } }),
  ConfigMap: start("v1", "ConfigMap", { data: { [ownKey]: "value" } }),
  Secret: start("v1", "Secret", { type: "Opaque", stringData: { [ownKey]: "value" } }),
  Ingress: start("networking.k8s.io/v1", "Ingress", {
    spec: {
      rules: [
        { host: "example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "app", port: { name: "http" } } } }] } },
      ],
    },
  }),
  StatefulSet: start("apps/v1", "StatefulSet", {
    spec: {
      serviceName: "app",
      replicas: 2,
      selector,
      template: { metadata: { labels }, spec: { containers: [{ ...web, volumeMounts: [{ name: "data", mountPath: "/data" }] }] } },
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } }],
    },
  }),
  DaemonSet: start("apps/v1", "DaemonSet", { spec: { selector, template: { metadata: { labels }, spec: { containers: [container] } } } }),
  Pod: { apiVersion: "v1", kind: "Pod", metadata: { name: "app", labels }, spec: { containers: [web] } },
  Job: start("batch/v1", "Job", { spec: { backoffLimit: 4, template: task } }),
  CronJob: start("batch/v1", "CronJob", {
    spec: { schedule: "*/5 * * * *", concurrencyPolicy: "Forbid", jobTemplate: { spec: { template: task } } },
  }),
  HorizontalPodAutoscaler: start("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
    },
  }),
  PodDisruptionBudget: start("policy/v1", "PodDisruptionBudget", { spec: { maxUnavailable: 1, selector } }),
  PersistentVolumeClaim: start(
    "v1",
    "PersistentVolumeClaim",
    { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
    "data",
  ),
  NetworkPolicy: start("networking.k8s.io/v1", "NetworkPolicy", {
    spec: { podSelector: selector, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: 8080 }] }] },
  }),
  ServiceAccount: start("v1", "ServiceAccount", {}),
  Role: start("rbac.authorization.k8s.io/v1", "Role", { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }] }),
  RoleBinding: start("rbac.authorization.k8s.io/v1", "RoleBinding", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "app" },
    subjects: [{ kind: "ServiceAccount", name: "app" }],
  }),
  Namespace: start("v1", "Namespace", {}),
};
