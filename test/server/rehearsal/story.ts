/** A change that ends badly: the files as they are now, with a mark `# <- code` on the line that causes it. */
export interface Story {
  readonly title: string;
  readonly code: string;
  readonly files: Readonly<Record<string, string>>;
  /** What stood there before, text by text: what is, and what was. None: it is the first rollout. */
  readonly committed: readonly (readonly [now: string, before: string])[];
  readonly cluster?: readonly object[];
  /** Whether its first quick fix cures it; it does if this is absent. */
  readonly cures?: false;
  /** The same with little changed, and all is well. */
  readonly near: readonly (readonly [now: string, instead: string])[];
}

interface Parts {
  readonly replicas?: string;
  readonly image?: string;
  readonly resources?: string;
  readonly ports?: string;
  readonly strategy?: string;
  readonly pod?: string;
  readonly container?: string;
}

/** A Deployment as a person writes it. */
export function deployment(
  name: string,
  { replicas = "replicas: 3", image = "nginx:1.29", resources, ports, strategy = "", pod = "", container = "" }: Parts,
): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  ${replicas}
  ${strategy}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      ${pod}
      containers:
        - name: ${name}
          image: ${image}
          ${ports ?? "ports: [{containerPort: 80}]"}
          ${resources ?? "resources: {requests: {cpu: 100m, memory: 64Mi}}"}
          ${container}
`.replaceAll(/^ +\n/gm, "");
}

/** A Service for the pods of a Deployment. */
export function service(name: string, selector = `{app: ${name}}`): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: ${selector}
  ports: [{port: 80}]
`;
}

/** A node with so many CPUs, and twice as many GiB. */
export function node(name: string, cpu: string, zone = "a", labels: Readonly<Record<string, string>> = {}, taint?: string): object {
  const room = { cpu, memory: `${Number(cpu) * 2}Gi`, pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, "topology.kubernetes.io/zone": `zone-${zone}`, ...labels } },
    spec: taint === undefined ? {} : { taints: [{ key: taint, effect: "NoSchedule" }] },
    status: { capacity: room, allocatable: room, conditions: [{ type: "Ready", status: "True" }] },
  };
}
