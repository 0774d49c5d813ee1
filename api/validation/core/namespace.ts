import type { Namespace, NamespaceSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, fields } from "../../check.ts";
import { finalizer, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { onCreate } from "../update.ts";

/** The server blames the list. An update keeps the finalizers that were there. */
const finalizers: Check<readonly string[]> = (names, at, causes) =>
  names.forEach((name, i) => finalizer(name, at.index(i).shownAs(at), causes, undefined));

export const namespace: KindRules<Namespace> = {
  validate: all(objectMeta(dnsLabel, "cluster"), onCreate(fields<Namespace>({ spec: fields<NamespaceSpec>({ finalizers }) }))),
  validateUpdate: objectMetaUpdate,
};
