import type { ReplicaSet, ReplicaSetSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, within } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { type Selecting, checkSelector, keepsRunning, selectorMatchesTemplate, selectorSaysSomething } from "./selection.ts";

/** The pods of a ReplicaSet. With a faulty selector the server does not look at the template at all. */
export const replicaSetTemplate: Check<Selecting> = (spec, at, causes) => {
  const sound = checkSelector(spec, at, causes);
  selectorSaysSomething(spec, at, causes, undefined);
  if (!sound) return causes.invalid(at.field("selector"), "The server can't work with this selector.", { code: "selector-faulty" });
  selectorMatchesTemplate(spec, at, causes, undefined);
  const { template = {} } = spec;
  podTemplate(template, at.field("template"), causes, undefined);
  keepsRunning(template, at.field("template"), causes, undefined);
};

const spec: Check<ReplicaSetSpec> = all(replicaSetTemplate, fields<ReplicaSetSpec>({ replicas: between(0), minReadySeconds: between(0) }));

/** What the API server holds against a ReplicaSet. */
export const replicaSet: KindRules<ReplicaSet> = {
  validate: all<ReplicaSet>(objectMeta(dnsSubdomain), within<ReplicaSet, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<ReplicaSet>({ spec: immutable<ReplicaSetSpec>("selector") })),
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec)],
};
