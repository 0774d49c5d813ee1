import type { IPAddress, IPAddressSpec, ParentReference } from "../../../schemas/generated/types.ts";
import { all, fields, required, unlessEmpty, within } from "../../check.ts";
import { canonicalIp } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, pathSegment } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";

const parentRef = all(
  required<ParentReference>("resource", "name"),
  fields<ParentReference>({
    group: unlessEmpty(formatted(dnsSubdomain)),
    resource: formatted(pathSegment),
    name: formatted(pathSegment),
    namespace: formatted(pathSegment),
  }),
);

const spec = all(required<IPAddressSpec>("parentRef"), fields<IPAddressSpec>({ parentRef }));

/** An address of a Service: its name is the address. */
export const ipAddress: KindRules<IPAddress> = {
  validate: all(objectMeta(canonicalIp, "cluster"), within<IPAddress, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<IPAddress>({ spec: immutable("IPAddressSpec", "parentRef") })),
};
