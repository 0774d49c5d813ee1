import type { ReplicaSet, ReplicaSetSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, within } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { type Selecting, keepsRunning, selecting } from "./selection.ts";

/** The pods of a ReplicaSet, with the selector that finds them. */
export const replicaSetTemplate: Check<Selecting> = selecting(within<Selecting, "template">("template", all(podTemplate, keepsRunning)));

const spec: Check<ReplicaSetSpec> = all(replicaSetTemplate, fields<ReplicaSetSpec>({ replicas: between(0), minReadySeconds: between(0) }));

/** What the API server refuses in a ReplicaSet. */
export const replicaSet: KindRules<ReplicaSet> = {
  validate: all<ReplicaSet>(objectMeta(dnsSubdomain), within<ReplicaSet, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<ReplicaSet>({ spec: immutable<ReplicaSetSpec>("ReplicaSetSpec", "selector") })),
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec)],
};
