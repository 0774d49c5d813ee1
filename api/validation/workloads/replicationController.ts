import type { ReplicationController, ReplicationControllerSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, within } from "../../check.ts";
import { selectorFromMap } from "../../selector.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";
import { keepsRunning, selectorMatchesTemplate } from "./selection.ts";
import { say } from "../../words/say.ts";

const spec: Check<ReplicationControllerSpec> = (given, at, causes) => {
  const { template } = given;
  fields<ReplicationControllerSpec>({ replicas: between(0), minReadySeconds: between(0) })(given, at, causes, undefined);
  const selector = selectorFromMap(given.selector);
  if (selector === undefined) causes.required(at.field("selector"), say("controller-selector-missing"), { code: "selector-missing" });
  if (template === undefined) return causes.required(at.field("template"), say("template-missing"));
  if (selector !== undefined) selectorMatchesTemplate({ selector, template }, at, causes, undefined);
  podTemplate(template, at.field("template"), causes, undefined);
  keepsRunning(template, at.field("template"), causes, undefined);
};

/** What the API server refuses in a ReplicationController, whose selector may change. */
export const replicationController: KindRules<ReplicationController> = {
  validate: all<ReplicationController>(objectMeta(dnsSubdomain), within<ReplicationController, "spec">("spec", spec)),
  validateUpdate: objectMetaUpdate,
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec)],
};
