import { deployment, node, type Story } from "./story.ts";

const quota = (hard: string): string => `apiVersion: v1
kind: ResourceQuota
metadata: {name: team}
spec:
  hard:
    ${hard}
`;

/** Changes that never come to their end. */
export const never: readonly Story[] = [
  {
    title: "a quota that equals the running pods",
    code: "quota-refuses-pods",
    files: { "web.yaml": deployment("web", { image: "nginx:1.28" }), "quota.yaml": quota('pods: "3" # <- quota-refuses-pods') },
    committed: [["nginx:1.28", "nginx:1.27"]],
    near: [['pods: "3"', 'pods: "4"']],
  },
  {
    title: "replicas beyond the quota's cpu",
    code: "quota-refuses-pods",
    files: {
      "web.yaml": deployment("web", { replicas: "replicas: 6 # <- quota-refuses-pods" }),
      "quota.yaml": quota("requests.cpu: 500m"),
    },
    committed: [["replicas: 6", "replicas: 3"]],
    near: [["replicas: 6", "replicas: 5"]],
  },
  {
    title: "a quota on memory, and a container that states none",
    code: "quota-refuses-pods",
    files: {
      "web.yaml": deployment("web", { resources: "resources: {requests: {cpu: 100m}} # <- quota-refuses-pods" }),
      "quota.yaml": quota("requests.memory: 1Gi"),
    },
    committed: [],
    near: [["requests.memory: 1Gi", "requests.cpu: 1"]],
  },
  {
    title: "one replica whose surge needs a second full-size pod",
    code: "no-room-on-nodes",
    files: {
      "ml.yaml": deployment("ml", { replicas: "replicas: 1", resources: "resources: {requests: {cpu: 3}} # <- no-room-on-nodes", image: "model:2" }),
    },
    committed: [["model:2", "model:1"]],
    cluster: [node("n1", "4"), node("n2", "2")],
    near: [["cpu: 3", "cpu: 1500m"]],
  },
  {
    title: "a request that no node has",
    code: "no-room-on-nodes",
    files: {
      "db.yaml": deployment("db", {
        resources: `resources:
            requests:
              memory: 12Gi # <- no-room-on-nodes`,
      }),
    },
    committed: [["memory: 12Gi", "memory: 1Gi"]],
    cluster: [node("n1", "4"), node("n2", "4")],
    near: [["12Gi", "2Gi"]],
  },
  {
    title: "more replicas than the nodes hold",
    code: "no-room-on-nodes",
    files: { "web.yaml": deployment("web", { replicas: "replicas: 8 # <- no-room-on-nodes", resources: "resources: {requests: {cpu: 800m}}" }) },
    committed: [["replicas: 8", "replicas: 2"]],
    cluster: [node("n1", "2"), node("n2", "2")],
    near: [["replicas: 8", "replicas: 4"]],
  },
  {
    title: "a surge of all pods on small nodes",
    code: "no-room-on-nodes",
    files: {
      "web.yaml": deployment("web", {
        image: "nginx:1.29",
        resources: "resources: {requests: {cpu: 900m}}",
        strategy: `strategy:
    rollingUpdate:
      maxSurge: 1 # <- no-room-on-nodes
      maxUnavailable: 0`,
      }),
    },
    committed: [
      ["nginx:1.29", "nginx:1.28"],
      ["maxSurge: 1 # <- no-room-on-nodes\n      maxUnavailable: 0", "maxSurge: 0\n      maxUnavailable: 1"],
    ],
    cluster: [node("n1", "1"), node("n2", "1"), node("n3", "1")],
    near: [["cpu: 900m", "cpu: 100m"]],
  },
  {
    title: "a host port on every node is taken by the old pods",
    code: "host-port-taken",
    files: {
      "edge.yaml": deployment("edge", {
        replicas: "replicas: 2",
        image: "nginx:1.28",
        ports: "ports: [{containerPort: 80, hostPort: 80}] # <- host-port-taken",
      }),
    },
    committed: [["nginx:1.28", "nginx:1.27"]],
    cluster: [node("n1", "4"), node("n2", "4")],
    near: [["replicas: 2", "replicas: 1"]],
  },
  {
    title: "required anti-affinity, and as many pods as nodes",
    code: "anti-affinity-too-strict",
    files: {
      "web.yaml": deployment("web", {
        image: "nginx:1.28",
        pod: `affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution: # <- anti-affinity-too-strict
            - topologyKey: kubernetes.io/hostname
              labelSelector: {matchLabels: {app: web}}`,
      }),
    },
    committed: [["nginx:1.28", "nginx:1.27"]],
    cluster: [node("n1", "4"), node("n2", "4"), node("n3", "4")],
    near: [["replicas: 3", "replicas: 2"]],
  },
  {
    title: "a spread over zones that one zone cannot follow",
    code: "spread-too-strict",
    files: {
      "web.yaml": deployment("web", {
        replicas: "replicas: 4",
        resources: "resources: {requests: {cpu: 1500m}}",
        pod: `topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule # <- spread-too-strict
          labelSelector: {matchLabels: {app: web}}`,
      }),
    },
    committed: [["whenUnsatisfiable: DoNotSchedule", "whenUnsatisfiable: ScheduleAnyway"]],
    cluster: [node("n1", "2", "a"), node("n2", "8", "b")],
    near: [["maxSkew: 1", "maxSkew: 4"]],
  },
  {
    title: "a node selector that no node has",
    code: "no-node-matches",
    files: { "gpu.yaml": deployment("gpu", { pod: "nodeSelector:\n        disk: ssdd # <- no-node-matches" }) },
    committed: [["\n      nodeSelector:\n        disk: ssdd # <- no-node-matches", ""]],
    cluster: [node("n1", "4", "a", { disk: "ssd" }), node("n2", "4", "b", { disk: "hdd" })],
    near: [["ssdd", "ssd"]],
  },
  {
    title: "a taint on every node",
    code: "no-node-matches",
    files: { "web.yaml": deployment("web", { pod: "tolerations: [] # <- no-node-matches" }) },
    committed: [["tolerations: []", "tolerations: [{key: team, operator: Exists}]"]],
    cluster: [node("n1", "4", "a", {}, "team"), node("n2", "4", "b", {}, "team")],
    near: [["tolerations: []", "tolerations: [{operator: Exists}]"]],
  },
  {
    title: "a claim of one writer that two nodes want",
    code: "volume-in-use",
    files: {
      "wiki.yaml": deployment("wiki", {
        replicas: "replicas: 1",
        image: "nginx:1.28",
        strategy: "strategy: {type: RollingUpdate} # <- volume-in-use",
        pod: `volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}`,
      }),
      "claim.yaml": claim("ReadWriteOncePod"),
    },
    committed: [["nginx:1.28", "nginx:1.27"]],
    near: [["{type: RollingUpdate}", "{type: Recreate}"]],
  },
  {
    title: "a progress deadline shorter than the first probe",
    code: "progress-deadline-too-short",
    files: {
      "api.yaml": deployment("api", {
        image: "nginx:1.28",
        strategy: "progressDeadlineSeconds: 60 # <- progress-deadline-too-short",
        container: `readinessProbe:
            httpGet: {path: /, port: 80}
            initialDelaySeconds: 90`,
      }),
    },
    committed: [
      ["nginx:1.28", "nginx:1.27"],
      ["progressDeadlineSeconds: 60 # <- progress-deadline-too-short\n", ""],
    ],
    near: [["progressDeadlineSeconds: 60", "progressDeadlineSeconds: 120"]],
  },
  {
    title: "a first probe later than the deadline",
    code: "progress-deadline-too-short",
    files: {
      "api.yaml": deployment("api", {
        strategy: "progressDeadlineSeconds: 120",
        container: `readinessProbe:
            httpGet: {path: /, port: 80}
            initialDelaySeconds: 300 # <- progress-deadline-too-short`,
      }),
    },
    committed: [["initialDelaySeconds: 300", "initialDelaySeconds: 3"]],
    near: [["initialDelaySeconds: 300", "initialDelaySeconds: 60"]],
  },
  {
    title: "a StatefulSet behind a pod that never gets ready",
    code: "old-pod-blocks-update",
    files: { "db.yaml": stateful('command: ["sh", "-c", "sleep infinity"] # <- old-pod-blocks-update') },
    committed: [['"sleep infinity"', '"exit 1"']],
    cures: false,
    near: [["serviceName: db", "podManagementPolicy: Parallel\n  serviceName: db"]],
  },
  {
    title: "a partition above the replicas",
    code: "update-reaches-nothing",
    files: {
      "db.yaml": stateful(
        'command: ["sh", "-c", "sleep 1000000"]',
        "updateStrategy:\n    rollingUpdate:\n      partition: 3 # <- update-reaches-nothing",
      ),
    },
    committed: [["sleep 1000000", "sleep 2000000"]],
    near: [["partition: 3", "partition: 2"]],
  },
  {
    title: "OnDelete, and nobody deletes",
    code: "update-reaches-nothing",
    files: { "agent.yaml": daemons("agent:2", "updateStrategy:\n    type: OnDelete # <- update-reaches-nothing") },
    committed: [["agent:2", "agent:1"]],
    near: [["type: OnDelete", "type: RollingUpdate"]],
  },
  {
    title: "a DaemonSet that can run nowhere",
    code: "runs-on-no-node",
    files: { "agent.yaml": daemons("agent:1", "", "nodeSelector: {role: workr} # <- runs-on-no-node") },
    committed: [["workr", "worker"]],
    cluster: [node("n1", "4", "a", { role: "worker" })],
    near: [["workr", "worker"]],
  },
  {
    title: "a rollout that is paused",
    code: "rollout-paused",
    files: { "web.yaml": deployment("web", { image: "nginx:1.28", strategy: "paused: true # <- rollout-paused" }) },
    committed: [["nginx:1.28", "nginx:1.27"]],
    near: [["paused: true", "paused: false"]],
  },
  {
    title: "a selector that must be deleted and created again",
    code: "immutable-field",
    files: {
      "web.yaml": deployment("web", {})
        .replaceAll("app: web", "app: shop")
        .replace("matchLabels: {app: shop}", "matchLabels: {app: shop} # <- immutable-field"),
    },
    committed: [["app: shop", "app: web"]],
    near: [["app: shop", "app: web"]],
  },
  {
    title: "a migration that fails",
    code: "job-never-completes",
    files: { "job.yaml": job('command: ["sh", "-c", "echo migrate; exit 3"] # <- job-never-completes', "backoffLimit: 2") },
    committed: [],
    cures: false,
    near: [["exit 3", "exit 0"]],
  },
  {
    title: "a deadline shorter than the work",
    code: "job-never-completes",
    files: { "job.yaml": job('command: ["sh", "-c", "sleep 600"]', "activeDeadlineSeconds: 120 # <- job-never-completes") },
    committed: [],
    near: [["activeDeadlineSeconds: 120", "activeDeadlineSeconds: 1200"]],
  },
  {
    title: "a Job whose helper never ends",
    code: "job-never-completes",
    files: {
      "job.yaml": job(
        'command: ["sh", "-c", "sleep 5"]',
        "backoffLimit: 1",
        `
        - name: proxy
          image: busybox:1.37
          command: ["sh", "-c", "while true; do sleep 5; done"] # <- job-never-completes`,
      ),
    },
    committed: [],
    cures: false,
    near: [["while true; do sleep 5; done", "sleep 3"]],
  },
  {
    title: "a schedule for 31 February",
    code: "schedule-never-fires",
    files: { "report.yaml": cron('schedule: "0 3 31 2 *" # <- schedule-never-fires') },
    committed: [["0 3 31 2 *", "0 3 28 2 *"]],
    near: [["31 2", "28 2"]],
  },
  {
    title: "a starting deadline shorter than the controller's look",
    code: "schedule-never-fires",
    files: { "report.yaml": cron('schedule: "0 3 * * *"\n  startingDeadlineSeconds: 5 # <- schedule-never-fires') },
    committed: [["startingDeadlineSeconds: 5", "startingDeadlineSeconds: 200"]],
    near: [["startingDeadlineSeconds: 5", "startingDeadlineSeconds: 50"]],
  },
  {
    title: "a suspended CronJob",
    code: "schedule-never-fires",
    files: { "report.yaml": cron('schedule: "0 3 * * *"\n  suspend: true # <- schedule-never-fires') },
    committed: [["suspend: true", "suspend: false"]],
    near: [["suspend: true", "suspend: false"]],
  },
  {
    title: "a key that the ConfigMap no longer has",
    code: "config-missing",
    files: {
      "web.yaml": deployment("web", { container: "env: [{name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}]" }),
      "config.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: # <- config-missing
  modus: fast
`,
    },
    committed: [
      ["modus: fast", "mode: fast"],
      ["replicas: 3", "replicas: 2"],
    ],
    near: [["modus", "mode"]],
  },
  {
    title: "a claim that is misspelt",
    code: "claim-unbound",
    files: {
      "wiki.yaml": deployment("wiki", {
        replicas: "replicas: 1",
        pod: `volumes:
        - name: data
          persistentVolumeClaim:
            claimName: dta # <- claim-unbound`,
      }),
      "claim.yaml": claim("ReadWriteOnce"),
    },
    committed: [["dta", "data"]],
    near: [["dta", "data"]],
  },
  {
    title: "requests that a LimitRange refuses",
    code: "never-completes",
    files: {
      "web.yaml": deployment("web", {
        replicas: "replicas: 3 # <- never-completes",
        resources: "resources: {requests: {cpu: 100m}, limits: {cpu: 4}}",
      }),
      "limits.yaml": "apiVersion: v1\nkind: LimitRange\nmetadata: {name: limits}\nspec:\n  limits:\n    - type: Container\n      max: {cpu: 2}\n",
    },
    committed: [],
    cures: false,
    near: [["limits: {cpu: 4}", "limits: {cpu: 1}"]],
  },
  {
    title: "a Secret that is misspelt",
    code: "config-missing",
    files: {
      "web.yaml": deployment("web", { container: "envFrom:\n            - secretRef: {name: tokn} # <- config-missing" }),
      "secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: token}\nstringData: {TOKEN: abc}\n",
    },
    committed: [["tokn", "token"]],
    near: [["tokn", "token"]],
  },
  {
    title: "an init container that never ends",
    code: "init-never-ends",
    files: {
      "web.yaml": deployment("web", {
        pod: `initContainers:
        - name: wait
          image: busybox:1.37
          command: ["sh", "-c", "while true; do sleep 2; done"] # <- init-never-ends`,
      }),
    },
    committed: [["while true; do sleep 2; done", "sleep 2"]],
    near: [["while true; do sleep 2; done", "sleep 3"]],
  },
  {
    title: "two containers on one port",
    code: "port-taken-in-pod",
    files: {
      "web.yaml":
        deployment("web", {}).trimEnd() +
        `
        - name: status
          image: httpd:2.4
          ports:
            - containerPort: 80 # <- port-taken-in-pod
`,
    },
    committed: [
      ["containerPort: 80 # <- port-taken-in-pod", "containerPort: 8080"],
      ["httpd:2.4", "redis:8"],
    ],
    cures: false,
    near: [
      ["httpd:2.4", "redis:8"],
      ["containerPort: 80 # <- port-taken-in-pod", "containerPort: 6379"],
    ],
  },
  {
    title: "a command that plainly ends",
    code: "container-keeps-ending",
    files: {
      "tool.yaml": deployment("tool", {
        image: "busybox:1.37",
        ports: "",
        container: 'command: ["sh", "-c", "echo ready"] # <- container-keeps-ending',
      }),
    },
    committed: [["echo ready", "sleep infinity"]],
    near: [["echo ready", "echo ready; sleep infinity"]],
  },
  {
    title: "a liveness probe that kills a slow starter",
    code: "probe-kills-slow-start",
    files: {
      "shop.yaml": deployment("shop", {
        image: "busybox:1.37",
        container: `command: ["sh", "-c", "sleep 60; httpd -f -p 80"]
          livenessProbe:
            httpGet: {path: /, port: 80}
            periodSeconds: 5
            failureThreshold: 3 # <- probe-kills-slow-start`,
      }),
    },
    committed: [["failureThreshold: 3", "failureThreshold: 30"]],
    near: [["failureThreshold: 3", "failureThreshold: 30"]],
  },
  {
    title: "a liveness probe on another port",
    code: "probe-kills-slow-start",
    files: {
      "web.yaml": deployment("web", {
        container: `livenessProbe:
            tcpSocket:
              port: 8081 # <- probe-kills-slow-start`,
      }),
    },
    committed: [["port: 8081", "port: 80"]],
    near: [["8081", "80"]],
  },
  {
    title: "a command that takes away what the probe asks for",
    code: "probe-kills-slow-start",
    files: {
      "web.yaml": deployment("web", {
        image: "busybox:1.37",
        container: `command: ["sh", "-c", "touch /tmp/up; sleep 30; rm /tmp/up; sleep 600"] # <- probe-kills-slow-start
          livenessProbe:
            exec: {command: [cat, /tmp/up]}
            periodSeconds: 5`,
      }),
    },
    committed: [["rm /tmp/up; ", ""]],
    near: [["rm /tmp/up; ", ""]],
    cures: false,
  },
  {
    title: "a readiness probe on another port",
    code: "never-ready",
    files: {
      "web.yaml": deployment("web", {
        container: `readinessProbe:
            httpGet:
              path: /
              port: 8081 # <- never-ready`,
      }),
    },
    committed: [["port: 8081", "port: 80"]],
    near: [["8081", "80"]],
  },
  {
    title: "a readiness probe for a path that its server does not have",
    code: "never-ready",
    files: {
      "web.yaml": deployment("web", {
        container: `readinessProbe:
            httpGet:
              path: /health # <- never-ready
              port: 80`,
      }),
    },
    committed: [["/health", "/"]],
    near: [["/health", "/"]],
  },
];

function claim(mode: string): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [${mode}]
  resources: {requests: {storage: 1Gi}}
`;
}

function stateful(command: string, more = ""): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  ${more}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
        - name: db
          image: busybox:1.37
          ${command}
`;
}

function daemons(image: string, more = "", pod = ""): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  ${more}
  template:
    metadata: {labels: {app: agent}}
    spec:
      ${pod}
      containers:
        - {name: agent, image: "${image}"}
`;
}

function job(command: string, more: string, beside = ""): string {
  return `apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  ${more}
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: busybox:1.37
          ${command}${beside}
`;
}

/** A CronJob of one short container. */
export function cron(more: string, command = 'command: ["sh", "-c", "sleep 5"]'): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  ${more}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: busybox:1.37
              ${command}
`;
}
