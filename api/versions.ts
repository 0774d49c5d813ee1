import { type KubernetesObject, textOf } from "./object.ts";
import { migrations } from "./migrations.ts";

/** A version of the API that is gone. */
export interface Removal {
  /** The first release of Kubernetes without it, such as `1.22`. */
  readonly since: string;
  /** The version that serves the kind now; absent where the kind is gone altogether. */
  readonly replacement?: string;
  /** The object as the replacement wants it. */
  readonly migrate?: (object: KubernetesObject) => KubernetesObject;
}

interface Removed {
  readonly kinds: readonly string[];
  readonly since: string;
  readonly replacement?: string;
}

const removed: Readonly<Record<string, readonly Removed[]>> = {
  "extensions/v1beta1": [
    { kinds: ["Deployment", "DaemonSet", "ReplicaSet"], since: "1.16", replacement: "apps/v1" },
    { kinds: ["NetworkPolicy"], since: "1.16", replacement: "networking.k8s.io/v1" },
    { kinds: ["Ingress"], since: "1.22", replacement: "networking.k8s.io/v1" },
    { kinds: ["PodSecurityPolicy"], since: "1.16" },
  ],
  "apps/v1beta1": [{ kinds: ["Deployment", "StatefulSet", "ControllerRevision"], since: "1.16", replacement: "apps/v1" }],
  "apps/v1beta2": [{ kinds: ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "ControllerRevision"], since: "1.16", replacement: "apps/v1" }],
  "batch/v2alpha1": [{ kinds: ["CronJob"], since: "1.21", replacement: "batch/v1" }],
  "batch/v1beta1": [{ kinds: ["CronJob"], since: "1.25", replacement: "batch/v1" }],
  "policy/v1beta1": [
    { kinds: ["PodDisruptionBudget"], since: "1.25", replacement: "policy/v1" },
    { kinds: ["PodSecurityPolicy"], since: "1.25" },
  ],
  "autoscaling/v2beta1": [{ kinds: ["HorizontalPodAutoscaler"], since: "1.25", replacement: "autoscaling/v2" }],
  "autoscaling/v2beta2": [{ kinds: ["HorizontalPodAutoscaler"], since: "1.26", replacement: "autoscaling/v2" }],
  "networking.k8s.io/v1beta1": [{ kinds: ["Ingress", "IngressClass"], since: "1.22", replacement: "networking.k8s.io/v1" }],
  "rbac.authorization.k8s.io/v1alpha1": [
    { kinds: ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"], since: "1.22", replacement: "rbac.authorization.k8s.io/v1" },
  ],
  "rbac.authorization.k8s.io/v1beta1": [
    { kinds: ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"], since: "1.22", replacement: "rbac.authorization.k8s.io/v1" },
  ],
  "storage.k8s.io/v1beta1": [
    { kinds: ["StorageClass", "VolumeAttachment", "CSIDriver", "CSINode"], since: "1.22", replacement: "storage.k8s.io/v1" },
    { kinds: ["CSIStorageCapacity"], since: "1.27", replacement: "storage.k8s.io/v1" },
  ],
  "scheduling.k8s.io/v1beta1": [{ kinds: ["PriorityClass"], since: "1.22", replacement: "scheduling.k8s.io/v1" }],
  "node.k8s.io/v1beta1": [{ kinds: ["RuntimeClass"], since: "1.25", replacement: "node.k8s.io/v1" }],
  "discovery.k8s.io/v1beta1": [{ kinds: ["EndpointSlice"], since: "1.25", replacement: "discovery.k8s.io/v1" }],
  "events.k8s.io/v1beta1": [{ kinds: ["Event"], since: "1.25", replacement: "events.k8s.io/v1" }],
  "coordination.k8s.io/v1beta1": [{ kinds: ["Lease"], since: "1.22", replacement: "coordination.k8s.io/v1" }],
  "apiextensions.k8s.io/v1beta1": [{ kinds: ["CustomResourceDefinition"], since: "1.22", replacement: "apiextensions.k8s.io/v1" }],
  "apiregistration.k8s.io/v1beta1": [{ kinds: ["APIService"], since: "1.22", replacement: "apiregistration.k8s.io/v1" }],
  "admissionregistration.k8s.io/v1beta1": [
    { kinds: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], since: "1.22", replacement: "admissionregistration.k8s.io/v1" },
  ],
  "certificates.k8s.io/v1beta1": [{ kinds: ["CertificateSigningRequest"], since: "1.22", replacement: "certificates.k8s.io/v1" }],
  "authentication.k8s.io/v1beta1": [{ kinds: ["TokenReview"], since: "1.22", replacement: "authentication.k8s.io/v1" }],
  "flowcontrol.apiserver.k8s.io/v1beta2": [
    { kinds: ["FlowSchema", "PriorityLevelConfiguration"], since: "1.29", replacement: "flowcontrol.apiserver.k8s.io/v1" },
  ],
  "flowcontrol.apiserver.k8s.io/v1beta3": [
    { kinds: ["FlowSchema", "PriorityLevelConfiguration"], since: "1.32", replacement: "flowcontrol.apiserver.k8s.io/v1" },
  ],
};

/** When a version of a kind was removed, if it was. */
export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  const found = Object.hasOwn(removed, textOf(apiVersion)) ? removed[apiVersion]!.find(({ kinds }) => kinds.includes(kind)) : undefined;
  if (!found) return undefined;
  const { since, replacement } = found;
  if (replacement === undefined) return { since };
  const change = migrations[kind] ?? ((object: KubernetesObject) => object);
  return { since, replacement, migrate: (object) => ({ ...change(object, apiVersion), apiVersion: replacement }) };
}

/** The versions that a kind was served under before this one, with the first release without each. */
export function formerVersions(apiVersion: string, kind: string): { readonly apiVersion: string; readonly since: string }[] {
  return Object.entries(removed).flatMap(([old, removals]) =>
    removals.filter(({ kinds, replacement }) => replacement === apiVersion && kinds.includes(kind)).map(({ since }) => ({ apiVersion: old, since })),
  );
}
