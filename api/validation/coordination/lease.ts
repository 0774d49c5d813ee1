import type { Lease, LeaseSpec } from "../../../schemas/generated/types.ts";
import { all, between, fields } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";

/** What leaders and nodes renew to show that they are there. Strategies are dropped unread: their feature is off. */
export const lease: KindRules<Lease> = {
  validate: all(
    objectMeta(dnsSubdomain, "namespaced", "any"),
    fields<Lease>({ spec: fields<LeaseSpec>({ leaseDurationSeconds: between(1), leaseTransitions: between(0) }) }),
  ),
  validateUpdate: objectMetaUpdate,
};
