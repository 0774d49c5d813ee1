import type { Namespace, NamespaceSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, fields, orElse } from "../../check.ts";
import { finalizer, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { onCreate } from "../update.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

/** The server reports the list. An update keeps the finalizers that were there. */
const finalizers: Check<readonly string[]> = (names, at, causes) =>
  names.forEach((name, i) => finalizer(name, at.index(i).shownAs(at), causes, undefined));

const levels = ["privileged", "baseline", "restricted"];

/** How strict the namespace is with pods, which admission reads from its labels after all else was found right. */
const podSecurity: Check<Namespace> = ({ metadata: { labels = {} } = {} }, root, causes) => {
  for (const mode of ["enforce", "audit", "warn"]) {
    const [level, version] = [`pod-security.kubernetes.io/${mode}`, `pod-security.kubernetes.io/${mode}-version`];
    const at = root.field("metadata").field("labels");
    if (labels[level] !== undefined && !levels.includes(labels[level])) {
      causes.invalid(at.key(level), say("no-security-level", { level: quoted(labels[level]), levels: listed(levels) }), { code: "pod-security" });
    }
    if (labels[version] !== undefined && !/^(latest|v1\.(0|[1-9]\d*))$/.test(labels[version])) {
      causes.invalid(at.key(version), say("no-security-version", { version: quoted(labels[version]) }), { code: "pod-security" });
    }
  }
};

/** How the API server checks a Namespace. */
export const namespace: KindRules<Namespace> = {
  validate: orElse(all(objectMeta(dnsLabel, "cluster"), onCreate(fields<Namespace>({ spec: fields<NamespaceSpec>({ finalizers }) }))), podSecurity),
  validateUpdate: objectMetaUpdate,
};
