import type { PodTemplate } from "../../../schemas/generated/types.ts";
import { all, within } from "../../check.ts";
import { Path } from "../../path.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { podTemplate as template } from "../pod/podTemplate.ts";
import { templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";

/** What the API server refuses in a template that stands by itself. */
export const podTemplate: KindRules<PodTemplate> = {
  validate: all<PodTemplate>(objectMeta(dnsSubdomain), within<PodTemplate, "template">("template", template)),
  validateUpdate: objectMetaUpdate,
  warnings: (object) => templateWarnings(object, Path.root),
};
