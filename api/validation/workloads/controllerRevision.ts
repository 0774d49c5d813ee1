import type { ControllerRevision } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";
import { say } from "../../words/say.ts";

const hasData: Check<ControllerRevision> = ({ data }, root, causes) => {
  if (typeof data !== "object" || data === null || Array.isArray(data)) causes.required(root.field("data"), say("data-not-object"));
};

/** What the API server refuses in a ControllerRevision, a controller's note of an earlier template. */
export const controllerRevision: KindRules<ControllerRevision> = {
  validate: all<ControllerRevision>(objectMeta(dnsSubdomain), fields<ControllerRevision>({ revision: between(0) }), hasData),
  validateUpdate: all(objectMetaUpdate, immutable<ControllerRevision>("ControllerRevision", "data")),
};
