import type { Steps } from "../../api/path.ts";
import type { TypeName } from "../../schemas/schema.ts";

/** What a word in a manifest refers to. Two words with the same reference are the same name. */
export type Named =
  | { readonly is: "object"; readonly kind: string; readonly namespace: string; readonly name: string }
  /** An entry of a ConfigMap or Secret. */
  | { readonly is: "key"; readonly kind: string; readonly namespace: string; readonly name: string; readonly key: string }
  | { readonly is: "label"; readonly namespace: string; readonly key: string; readonly value: string }
  /** Something with a name within one pod; `pod` names the object that the pod is written in. */
  | { readonly is: "volume" | "container" | "port"; readonly pod: string; readonly name: string }
  | { readonly is: "servicePort"; readonly namespace: string; readonly service: string; readonly name: string }
  /** A container port that a Service asks for by name, in whichever pods it selects. */
  | { readonly is: "targetPort"; readonly namespace: string; readonly service: string; readonly name: string };

/** A place that names something. Offsets count from the start of its document. */
export interface Mention {
  readonly named: Named;
  readonly role: "definition" | "reference";
  readonly from: number;
  readonly to: number;
  /** The referenced thing may be missing, since the reference is optional. */
  readonly optional: boolean;
  /** The steps to the value, or to the entry whose key it is. */
  readonly path: Steps;
}

/** A name as one string, for comparison and lookup. */
export function nameKey(named: Named): string {
  switch (named.is) {
    case "object":
      return `object ${named.kind}/${named.namespace}/${named.name}`;
    case "key":
      return `key ${named.kind}/${named.namespace}/${named.name}/${named.key}`;
    case "label":
      return `label ${named.namespace}/${named.key}=${named.value}`;
    case "volume":
    case "container":
    case "port":
      return `${named.is} ${named.pod}/${named.name}`;
    case "servicePort":
    case "targetPort":
      return `${named.is} ${named.namespace}/${named.service}/${named.name}`;
  }
}

/** The written form of a name: the last part of its reference. */
export function wordOf(named: Named): string {
  return named.is === "key" ? named.key : named.is === "label" ? named.value : named.name;
}

/** How the text of a field is a name, by `Type.field`. */
export type Naming =
  | { readonly is: "object"; readonly kind: string }
  /** The kind and namespace are in the fields beside it. */
  | { readonly is: "objectOfKind" }
  /** An entry of the object that a field beside it, or around its list, names. */
  | { readonly is: "key"; readonly kind: string; readonly namedBy: string }
  | { readonly is: "keyOfSource" }
  | { readonly is: "volume" | "container" | "port" | "servicePort" | "targetPort"; readonly defines?: true }
  | { readonly is: "image" | "topologyKey" };

const object = (kind: string): Naming => ({ is: "object", kind });

/** The one list of fields that name something. */
export const namings: Readonly<Record<string, Naming>> = {
  "ConfigMapEnvSource.name": object("ConfigMap"),
  "ConfigMapKeySelector.key": { is: "key", kind: "ConfigMap", namedBy: "name" },
  "ConfigMapKeySelector.name": object("ConfigMap"),
  "ConfigMapProjection.name": object("ConfigMap"),
  "ConfigMapVolumeSource.name": object("ConfigMap"),
  "Container.image": { is: "image" },
  "Container.name": { is: "container", defines: true },
  "ContainerPort.name": { is: "port", defines: true },
  "ContainerResourceMetricSource.container": { is: "container" },
  "CrossVersionObjectReference.name": { is: "objectOfKind" },
  "GRPCAction.port": { is: "port" },
  "HTTPGetAction.port": { is: "port" },
  "IngressServiceBackend.name": object("Service"),
  "IngressSpec.ingressClassName": object("IngressClass"),
  "IngressTLS.secretName": object("Secret"),
  "KeyToPath.key": { is: "keyOfSource" },
  "LocalObjectReference.name": object("Secret"),
  "ObjectMeta.namespace": object("Namespace"),
  "ObjectReference.name": { is: "objectOfKind" },
  "PersistentVolumeClaimSpec.storageClassName": object("StorageClass"),
  "PersistentVolumeClaimSpec.volumeName": object("PersistentVolume"),
  "PersistentVolumeClaimVolumeSource.claimName": object("PersistentVolumeClaim"),
  "PersistentVolumeSpec.storageClassName": object("StorageClass"),
  "PodAffinityTerm.topologyKey": { is: "topologyKey" },
  "PodSpec.priorityClassName": object("PriorityClass"),
  "PodSpec.runtimeClassName": object("RuntimeClass"),
  "PodSpec.serviceAccount": object("ServiceAccount"),
  "PodSpec.serviceAccountName": object("ServiceAccount"),
  "ResourceFieldSelector.containerName": { is: "container" },
  "RoleRef.name": { is: "objectOfKind" },
  "SecretEnvSource.name": object("Secret"),
  "SecretKeySelector.key": { is: "key", kind: "Secret", namedBy: "name" },
  "SecretKeySelector.name": object("Secret"),
  "SecretProjection.name": object("Secret"),
  "SecretReference.name": object("Secret"),
  "SecretVolumeSource.secretName": object("Secret"),
  "ServiceBackendPort.name": { is: "servicePort" },
  "ServicePort.name": { is: "servicePort", defines: true },
  "ServicePort.targetPort": { is: "targetPort" },
  "StatefulSetSpec.serviceName": object("Service"),
  "Subject.name": { is: "objectOfKind" },
  "TCPSocketAction.port": { is: "port" },
  "TopologySpreadConstraint.topologyKey": { is: "topologyKey" },
  "TypedLocalObjectReference.name": { is: "objectOfKind" },
  "TypedObjectReference.name": { is: "objectOfKind" },
  "Volume.name": { is: "volume", defines: true },
  "VolumeDevice.name": { is: "volume" },
  "VolumeMount.name": { is: "volume" },
};

/** The maps of an object type that are label selectors or labels: their pairs are mentions of labels. */
export const labelMaps: Readonly<Record<string, "selector" | "labels">> = {
  "LabelSelector.matchLabels": "selector",
  "ObjectMeta.labels": "labels",
  "ReplicationControllerSpec.selector": "selector",
  "ServiceSpec.selector": "selector",
};

/** What the value of a field names, if it names anything. */
export function namingOf(owner: TypeName | undefined, name: string | undefined): Naming | undefined {
  return owner === undefined || name === undefined ? undefined : namings[`${owner}.${name}`];
}
