import type { Lease, LeaseSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import type { KindRules } from "../rules.ts";

/** The server repeats the last step of the path. */
const strategy: Check<string> = (value, at, causes) => {
  const field = at.field("strategy").toString();
  if (value.includes("/")) return formatted(qualifiedName)(value, at, causes, undefined);
  if (value !== "OldestEmulationVersion") causes.notSupported(at, value, ["OldestEmulationVersion"], { field });
};

const preferredHolder: Check<LeaseSpec> = ({ preferredHolder = "", strategy = "" }, at, causes) => {
  if (preferredHolder !== "" && strategy === "") causes.forbidden(at.field("preferredHolder"), "A preferred holder needs a strategy beside it.");
};

/** What leaders and nodes renew to show that they are there. */
export const lease: KindRules<Lease> = {
  validate: all(
    objectMeta(dnsSubdomain),
    fields<Lease>({ spec: all(fields<LeaseSpec>({ leaseDurationSeconds: between(1), leaseTransitions: between(0), strategy }), preferredHolder) }),
  ),
  validateUpdate: objectMetaUpdate,
};
