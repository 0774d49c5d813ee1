import type {
  HTTPIngressPath,
  HTTPIngressRuleValue,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressServiceBackend,
  IngressSpec,
  IngressTLS,
  TypedLocalObjectReference,
} from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, required, since, unlessEmpty, within } from "../../check.ts";
import { pathTo } from "../../path.ts";
import { deprecated } from "../../warning.ts";
import { parseAddress } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dns1035Label, dnsLabel, dnsSubdomain, formatted, pathSegment, portName, wildcardDnsSubdomain } from "../names.ts";
import { portNumber } from "../ports.ts";
import type { KindRules } from "../rules.ts";
import { onCreate } from "../update.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const host: Check<string> = (name, at, causes) => {
  if (name === "") return;
  if (parseAddress(name) !== undefined) causes.invalid(at, say("address-as-host", { name: quoted(name) }));
  hostName(name, at, causes, undefined);
};

const hostName: Check<string> = (name, at, causes) =>
  formatted(name.includes("*") ? wildcardDnsSubdomain : dnsSubdomain)(name, at, causes, undefined);

/** What some servers read differently than others; the text in front is what the path may not hold or end with. */
const ambiguous = ["//", "/./", "/../", "%2f", "%2F"];
const ambiguousEnds = ["/..", "/."];

const path: Check<HTTPIngressPath> = ({ path: text = "", pathType }, root, causes) => {
  const at = root.field("path");
  const exact = pathType === "Exact" || pathType === "Prefix";
  if (!text.startsWith("/") && (exact || text !== "")) {
    causes.invalid(at, say("path-without-slash", { path: quoted(text) }), { code: "ingress-path", instead: `/${text}` });
  }
  if (!exact) return;
  for (const part of ambiguous.filter((found) => text.includes(found)))
    causes.invalid(at, say("path-contains", { path: quoted(text), part }), { code: "ingress-path" });
  for (const end of ambiguousEnds.filter((found) => text.endsWith(found)))
    causes.invalid(at, say("path-ends-with", { path: quoted(text), end }), { code: "ingress-path" });
};

const pathTypes = ["Exact", "ImplementationSpecific", "Prefix"];

const httpPath: Check<HTTPIngressPath> = (value, at, causes) => {
  const { pathType, backend = {} } = value;
  if (pathType === undefined) return causes.required(at.field("pathType"), say("path-type-missing"));
  if (pathTypes.includes(pathType)) path(value, at, causes, undefined);
  else causes.notSupported(at.field("pathType"), pathType, pathTypes);
  anyBackend(backend, at.field("backend"), causes, undefined);
};

const reference = all(
  fields<TypedLocalObjectReference>({ apiGroup: formatted(dnsSubdomain), kind: formatted(pathSegment), name: formatted(pathSegment) }),
  required<TypedLocalObjectReference>("kind", "name"),
);

/** Before 1.36 the name of a Service had to begin with a letter. */
const serviceName = since("1.36", formatted(dnsLabel), formatted(dns1035Label));

const serviceBackend: Check<IngressServiceBackend> = ({ name = "", port = {} }, at, causes) => {
  const backend = at.parent!;
  if (name === "") causes.required(at.field("name"), say("backend-service-missing"));
  else serviceName(name, at.field("name"), causes, undefined);
  const [hasName, hasNumber] = [(port.name ?? "") !== "", (port.number ?? 0) !== 0];
  if (hasName && hasNumber) causes.invalid(at.field("port"), say("port-name-and-number"), { field: backend.toString(), code: "ingress-backend" });
  else if (hasName) formatted(portName)(port.name!, at.field("port").field("name"), causes, undefined);
  else if (hasNumber) portNumber(port.number!, at.field("port").field("number"), causes, undefined);
  else causes.required(at.field("port").field("number"), say("backend-port-missing"), { field: backend.toString(), code: "ingress-backend" });
};

const anyBackend: Check<IngressBackend> = ({ service, resource }, at, causes) => {
  if (service !== undefined && resource !== undefined) causes.invalid(at, say("two-backends"), { code: "ingress-backend" });
  else if (resource !== undefined) reference(resource, at.field("resource"), causes, undefined);
  else if (service !== undefined) serviceBackend(service, at.field("service"), causes, undefined);
  else causes.invalid(at, say("no-backend"), { code: "ingress-backend" });
};

const rule = fields<IngressRule>({
  host,
  http: all(required<HTTPIngressRuleValue>("paths"), fields<HTTPIngressRuleValue>({ paths: each(httpPath) })),
});

const tls = fields<IngressTLS>({
  hosts: each(hostName),
  secretName: unlessEmpty(formatted(dnsSubdomain)),
});

const leadsSomewhere: Check<IngressSpec> = ({ rules = [], defaultBackend }, at, causes) => {
  if (rules.length === 0 && defaultBackend === undefined) causes.invalid(at, say("ingress-without-rules"), { code: "ingress-backend" });
};

const spec = all(
  leadsSomewhere,
  fields<IngressSpec>({ defaultBackend: anyBackend, rules: each(rule), tls: each(tls), ingressClassName: formatted(dnsSubdomain) }),
);

const classAnnotation = "kubernetes.io/ingress.class";

/** The class was an annotation once. The server leaves `metadata` out of the path. */
const oneClass: Check<Ingress> = ({ metadata, spec: { ingressClassName } = {} }, at, causes) => {
  const annotated = metadata?.annotations?.[classAnnotation];
  if (annotated === undefined || ingressClassName === undefined || annotated === ingressClassName) return;
  const message = say("two-ingress-classes", { annotated: quoted(annotated), className: quoted(ingressClassName) });
  causes.invalid(at.field("metadata").field("annotations").key(classAnnotation), message, { field: `annotations.${classAnnotation}` });
};

/** How requests from outside find their Services. */
export const ingress: KindRules<Ingress> = {
  validate: all(objectMeta(dnsSubdomain), within<Ingress, "spec">("spec", spec), onCreate(oneClass)),
  validateUpdate: objectMetaUpdate,
  warnings: ({ metadata, spec: { ingressClassName } = {} }, old) =>
    old === undefined && ingressClassName === undefined && metadata?.annotations?.[classAnnotation] !== undefined
      ? [deprecated(pathTo("metadata", "annotations").key(classAnnotation), say("annotation-deprecated-use", { now: "spec.ingressClassName" }))]
      : [],
};
