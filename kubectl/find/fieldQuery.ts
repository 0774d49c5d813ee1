import { at, plainText } from "../core/plain.ts";
import type { StoredObject } from "../../engine/core/objects.ts";

/** A field query of a command line, or what the server says of it. */
export type FieldQuery = { readonly matches: (object: StoredObject) => boolean } | { readonly fault: string };

/** The fields by which the server selects objects of a kind, beside the name and the namespace. */
const fields: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.nominatedNodeName",
  ],
  Event: [
    "involvedObject.kind",
    "involvedObject.namespace",
    "involvedObject.name",
    "involvedObject.uid",
    "involvedObject.apiVersion",
    "involvedObject.resourceVersion",
    "involvedObject.fieldPath",
    "reason",
    "reportingComponent",
    "source",
    "type",
  ],
  Namespace: ["status.phase"],
  Node: ["spec.unschedulable"],
  Secret: ["type"],
  ReplicaSet: ["status.replicas"],
  ReplicationController: ["status.replicas"],
  Job: ["status.successful"],
  Service: ["spec.clusterIP", "spec.type"],
  CertificateSigningRequest: ["spec.signerName"],
};

/** Fields that say nothing where they are left out. */
const zeros: Readonly<Record<string, string>> = { "spec.unschedulable": "false", "spec.hostNetwork": "false", "status.replicas": "0" };

interface Term {
  readonly field: string;
  readonly value: string;
  readonly equal: boolean;
}

/** Reads `status.phase=Running,metadata.name!=web` for objects of a kind. */
export function parseFields(text: string, kind: string): FieldQuery {
  const terms: Term[] = [];
  for (const part of text.split(",").filter((one) => one !== "")) {
    const match = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
    if (!match) return { fault: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = "", operator, value = ""] = match;
    if (!isKnown(field, kind)) return { fault: unknown(field, kind) };
    terms.push({ field, value, equal: operator !== "!=" });
  }
  return { matches: (object) => terms.every(({ field, value, equal }) => (valueOf(object, field) === value) === equal) };
}

/** Kinds that are selected by nothing else say so. */
function unknown(field: string, kind: string): string {
  if (Object.hasOwn(fields, kind)) return `field label not supported: ${field}`;
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function isKnown(field: string, kind: string): boolean {
  return field === "metadata.name" || field === "metadata.namespace" || (fields[kind]?.includes(field) ?? false);
}

function valueOf(object: StoredObject, field: string): string {
  if (field === "status.successful") return plainText(at(object, "status", "succeeded") ?? 0);
  if (field === "source") return plainText(at(object, "source", "component") ?? "");
  const value = at(object, ...field.split("."));
  return value === undefined || value === null ? (zeros[field] ?? "") : plainText(value);
}
