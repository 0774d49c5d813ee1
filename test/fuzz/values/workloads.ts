import fc from "fast-check";
import { planned } from "../../../schemas/files/step.ts";
import type { Planned } from "../../../engine/rehearsal/scenario.ts";
import { ofSchema } from "./ofSchema.ts";

const version = fc.integer({ min: 1, max: 3 });
const share = fc.constantFrom(0, 1, 2, "25%", "50%", "100%");
const requests = fc.constantFrom({}, { cpu: "50m" }, { cpu: "150m", memory: "1Gi" }, { cpu: "1" });

const probe = fc.record({
  httpGet: fc.constantFrom({ port: 80 }, { port: 81, path: "/healthz" }),
  periodSeconds: fc.constantFrom(1, 5),
  failureThreshold: fc.constantFrom(1, 3),
});

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** A map with all of the first fields, and up to two of the others: with more of them together hardly any would be accepted. */
function few(needed: Fields, others: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc
    .subarray(Object.keys(others), { maxLength: 2 })
    .chain((names) => fc.record({ ...needed, ...Object.fromEntries(names.map((name) => [name, others[name]!])) }));
}

const command = fc.constantFrom(
  ...[["sleep", "3600"], ["sh", "-c", "exit 1"], ["sh", "-c", "sleep 5"], ["true"], ["sh", "-c", "until nslookup db; do sleep 1; done"]],
);
const common = {
  resources: requests.map((each) => ({ requests: each })),
  command,
  envFrom: fc.constantFrom<object>({ configMapRef: { name: "settings" } }, { secretRef: { name: "missing" } }).map((each) => [each]),
};

/** A container, whose image or command says what its process does. */
function container(name: string, others: Fields = {}): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const image = fc.oneof(
    { weight: 3, arbitrary: version.map((number) => `registry.example/${name}:${number}`) },
    fc.constantFrom("busybox:1.36", "nginx:1.27", "postgres:16", "registry.example/no:such/image"),
  );
  return few({ image }, { ...common, ...others }).map((rest) => ({ name, ...rest }));
}

function lasting(name: string): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return container(name, {
    ...{ readinessProbe: probe, livenessProbe: probe, startupProbe: probe },
    lifecycle: fc.constantFrom({ preStop: { exec: { command: ["sleep", "3"] } } }, { postStart: { exec: { command: ["true"] } } }),
  });
}

/** Pods with all that they may have: containers before the others and beside them, overhead, requests of their own, places where they may be. */
const pod = few(
  { containers: fc.oneof({ weight: 3, arbitrary: lasting("app").map((one) => [one]) }, fc.tuple(lasting("app"), lasting("log"))) },
  {
    initContainers: fc.oneof(
      fc.tuple(container("init")),
      fc.tuple(
        lasting("side").map((one) => ({ ...one, restartPolicy: "Always" })),
        container("init"),
      ),
    ),
    runtimeClassName: fc.constant("sandboxed"),
    resources: fc.constantFrom({ cpu: "300m" }, { memory: "1Gi" }).map((each) => ({ requests: each })),
    terminationGracePeriodSeconds: fc.constantFrom(0, 1, 30),
    nodeSelector: fc.constantFrom({ disk: "ssd" }, { "kubernetes.io/hostname": "n1" }),
    tolerations: fc.constantFrom([{ operator: "Exists" }], [{ key: "a", effect: "NoExecute", operator: "Exists", tolerationSeconds: 5 }]),
    topologySpreadConstraints: fc.constant([
      { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule", labelSelector: {} },
    ]),
    volumes: fc.constantFrom<object>([{ name: "v", configMap: { name: "settings" } }], [{ name: "v", secret: { secretName: "missing" } }]),
  },
);

function template(app: string, more: object = {}): fc.Arbitrary<object> {
  return pod.map((spec) => ({ metadata: { labels: { app } }, spec: { ...spec, ...more } }));
}

/** A workload of a kind, with a name of its own, and some of the fields that it may have. */
function workload(kind: string, name: string, fields: Fields): fc.Arbitrary<object> {
  const spec = few({ template: template(name) }, fields);
  return spec.map((more) => ({ apiVersion: "apps/v1", kind, metadata: { name }, spec: { selector: { matchLabels: { app: name } }, ...more } }));
}

const minReadySeconds = fc.constantFrom(0, 3, 20);

const deployments = workload("Deployment", "web", {
  replicas: fc.nat(5),
  minReadySeconds,
  paused: fc.boolean(),
  progressDeadlineSeconds: fc.constantFrom(30, 600),
  strategy: fc.oneof(
    fc.constant({ type: "Recreate" }),
    fc.record({ maxSurge: share, maxUnavailable: share }).map((rollingUpdate) => ({ rollingUpdate })),
  ),
});
const statefulSets = workload("StatefulSet", "db", {
  replicas: fc.nat(4),
  minReadySeconds,
  podManagementPolicy: fc.constantFrom("OrderedReady", "Parallel"),
  ordinals: fc.constant({ start: 2 }),
  updateStrategy: fc.constantFrom<object>({ type: "OnDelete" }, { rollingUpdate: { partition: 1 } }),
  volumeClaimTemplates: fc.constant([
    { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
  ]),
});
const daemonSets = workload("DaemonSet", "agent", {
  minReadySeconds,
  updateStrategy: fc.oneof(
    fc.constant({ type: "OnDelete" }),
    fc.constantFrom<object>({ maxSurge: 1, maxUnavailable: 0 }, { maxUnavailable: "50%" }).map((rollingUpdate) => ({ rollingUpdate })),
  ),
});

const jobSpec = few(
  {
    template: fc.constantFrom("Never", "OnFailure").chain((restartPolicy) => template("pi", { restartPolicy })),
    completions: fc.nat(4),
  },
  {
    parallelism: fc.nat(3),
    backoffLimit: fc.nat(2),
    completionMode: fc.constantFrom("Indexed", "NonIndexed"),
    activeDeadlineSeconds: fc.constantFrom(5, 60),
    ttlSecondsAfterFinished: fc.constantFrom(0, 30),
    suspend: fc.boolean(),
    podReplacementPolicy: fc.constantFrom("Failed", "TerminatingOrFailed"),
  },
);
const jobs = jobSpec.map((spec) => ({ apiVersion: "batch/v1", kind: "Job", metadata: { name: "pi" }, spec }));
const cronJobs = fc.tuple(jobSpec, fc.constantFrom("Allow", "Forbid", "Replace")).map(([spec, concurrencyPolicy]) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "tick" },
  spec: { schedule: "* * * * *", concurrencyPolicy, jobTemplate: { spec } },
}));
const pods = template("web").map(({ metadata, spec }: { metadata?: object; spec?: object }) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { ...metadata, name: "alone" },
  spec,
}));

const apps = fc.constantFrom("web", "db", "agent");
/** What stands beside workloads: it finds their pods, keeps some of them, scales them, or limits them. */
const beside = fc.oneof(
  fc.tuple(apps, fc.boolean()).map(([app, publishNotReadyAddresses]) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: app },
    spec: { selector: { app }, ports: [{ port: 80 }], publishNotReadyAddresses },
  })),
  fc.tuple(apps, fc.constantFrom("minAvailable", "maxUnavailable"), share).map(([app, field, amount]) => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: app },
    spec: { selector: { matchLabels: { app } }, [field]: amount },
  })),
  fc.constantFrom<object>(
    { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass", metadata: { name: "sandboxed" }, handler: "x", overhead: { podFixed: { cpu: "20m" } } },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { a: "b" } },
    { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "few" }, spec: { hard: { pods: "3", "requests.cpu": "300m" } } },
    { apiVersion: "v1", kind: "LimitRange", metadata: { name: "least" }, spec: { limits: [{ type: "Container", defaultRequest: { cpu: "30m" } }] } },
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "web" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        minReplicas: 1,
        maxReplicas: 4,
        metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } }],
      },
    },
  ),
);

/** Objects as a person would write them, right or not. */
export const workloads: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: deployments },
  { weight: 2, arbitrary: statefulSets },
  { weight: 2, arbitrary: daemonSets },
  { weight: 2, arbitrary: jobs },
  { weight: 4, arbitrary: beside },
  cronJobs,
  pods,
);

const line = fc.constantFrom(
  ...["drain n1 --ignore-daemonsets --force --delete-emptydir-data", "cordon n1", "uncordon n1", "delete pod --all", "delete pod db-0 --now"],
  ...["scale deploy/web --replicas=4", "scale sts/db --replicas=1", "rollout undo deploy/web", "rollout restart sts/db", "rollout restart ds/agent"],
  ...[
    "set image deploy/web app=registry.example/app:9",
    "set image sts/db app=busybox:1.36",
    "set env deploy/web A=1",
    "delete job pi",
    "delete svc web",
  ],
  ...[
    "delete deploy web --cascade=orphan",
    "label pod --all app=x --overwrite",
    "taint nodes n2 a=b:NoExecute",
    "taint nodes n2 a-",
    "delete node n2",
  ],
  ...[
    "run extra --image=nginx",
    "expose deploy/web --port=80",
    "autoscale deploy/web --max=3",
    "create job once --from=cronjob/tick",
    "annotate deploy/web a=b",
  ],
);

/** What a person does, or what goes wrong, that means something to these workloads. */
const fittingSteps = fc.record({
  at: fc.constantFrom(0, 1000, 5000, 20_000, 60_000),
  step: fc.oneof(
    { weight: 3, arbitrary: line.map((kubectl) => ({ kubectl })) },
    fc.constantFrom("n1", "n2").chain((name) => fc.constantFrom({ failNode: name }, { unreachable: name }, { removeNode: name })),
    fc
      .tuple(fc.constantFrom("web", "web#2", "db", "agent", "pi"), fc.constantFrom("app", "log", "side", "init"))
      .chain(([of, name]) => behaviour(of, name)),
    fc
      .constantFrom("web#1", "web#2", "db", "agent")
      .chain((of) =>
        fc
          .constantFrom<object>({ is: "crash", of, afterMillis: 3000 }, { is: "never-ready", of }, { is: "slow", of, warmUpMillis: 20_000 })
          .map((fault) => ({ fault })),
      ),
    fc.constantFrom(0.2, 5).map((load) => ({ metrics: { loads: { web: load * 1000 } } })),
  ),
}) as fc.Arbitrary<Planned>;

function behaviour(of: string, container: string): fc.Arbitrary<object> {
  const end = fc.record({ after: fc.constantFrom(0, 2, 30), code: fc.constantFrom(0, 1, 137) });
  const run = fc.oneof(
    end.map((exit) => ({ exit })),
    fc.constantFrom<object>(
      { serves: [{ port: 80, until: 10 }] },
      { serves: [{ port: 80, status: 500 }] },
      { stop: { ignores: true } },
      { fails: "no" },
    ),
  );
  return fc.array(run, { minLength: 1, maxLength: 3 }).map((runs) => ({ behaves: { of, container, runs } }));
}

/** Any steps: those that a schema lets through, and those that mean something. */
export const steps: fc.Arbitrary<Planned> = fc.oneof(ofSchema(planned, "fitting") as fc.Arbitrary<Planned>, { weight: 2, arbitrary: fittingSteps });
