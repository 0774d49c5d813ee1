import type { Unstored } from "../../engine/core/command.ts";

const system = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** What controllers put into every namespace: the API server's certificate, and an account. */
export function contentsOf(namespace: string): readonly Unstored[] {
  const about = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints.";
  const metadata = { name: "kube-root-ca.crt", namespace, annotations: { "kubernetes.io/description": about } };
  return [
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata,
      data: { "ca.crt": "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n" },
    } as Unstored,
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } },
  ];
}

/** The objects of an empty cluster: namespaces with their contents, the API server's Service, and the system's priority classes. */
export const everyCluster: readonly Unstored[] = [
  ...system.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "kubernetes.io/metadata.name": name } } })),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "kubernetes", namespace: "default", labels: { component: "apiserver", provider: "kubernetes" } },
    spec: {
      type: "ClusterIP",
      clusterIP: "10.96.0.1",
      clusterIPs: ["10.96.0.1"],
      ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
    },
  } as Unstored,
  ...system.flatMap(contentsOf),
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "kube-apiserver-legacy-service-account-token-tracking", namespace: "kube-system" },
    data: { since: "2026-01-05" },
  } as Unstored,
  ...(
    [
      [
        "system-cluster-critical",
        2_000_000_000,
        "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
      ],
      ["system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node."],
    ] as const
  ).map(
    ([name, value, description]) =>
      ({ apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name }, value, description }) as Unstored,
  ),
];
