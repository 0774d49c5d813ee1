import type { IngressClass, IngressClassParametersReference, IngressClassSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, fields, required, within } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, domainPrefixedPath, formatted, pathSegment } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { say } from "../../words/say.ts";

const longestController = 250;

const controller: Check<string> = (name, at, causes) => {
  if (name.length > longestController)
    causes.add("FieldValueTooLong", at, say("controller-too-long", { length: name.length, most: longestController }));
  if (name !== "") formatted(domainPrefixedPath)(name, at, causes, undefined);
};

const scope: Check<IngressClassParametersReference> = ({ scope: where = "", namespace }, root, causes) => {
  const at = root.field("namespace");
  if (where === "Namespace") {
    if (namespace === undefined) causes.required(at, say("parameters-namespace-missing"));
    else formatted(dnsLabel)(namespace, at, causes, undefined);
  } else if (where === "Cluster") {
    if (namespace !== undefined) causes.forbidden(at, say("parameters-of-cluster"));
  } else {
    causes.notSupported(root.field("scope"), where, ["Cluster", "Namespace"]);
  }
};

const parameters = all(
  required<IngressClassParametersReference>("kind", "name"),
  fields<IngressClassParametersReference>({ apiGroup: formatted(dnsSubdomain), kind: formatted(pathSegment), name: formatted(pathSegment) }),
  scope,
);

const spec = all(required<IngressClassSpec>("controller"), fields<IngressClassSpec>({ controller, parameters }));

/** Which controller serves an Ingress. */
export const ingressClass: KindRules<IngressClass> = {
  validate: all(objectMeta(dnsSubdomain, "cluster"), within<IngressClass, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<IngressClass>({ spec: immutable("IngressClassSpec", "controller") })),
};
