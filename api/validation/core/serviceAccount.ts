import type { ServiceAccount } from "../../../schemas/generated/types.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";

const mountableSecrets = "kubernetes.io/enforce-mountable-secrets";

/** Who a pod is to the API server. */
export const serviceAccount: KindRules<ServiceAccount> = {
  validate: objectMeta(dnsSubdomain),
  validateUpdate: objectMetaUpdate,
  warnings: ({ metadata }, old) =>
    metadata?.annotations?.[mountableSecrets] !== undefined && old?.metadata?.annotations?.[mountableSecrets] === undefined
      ? [`metadata.annotations[${mountableSecrets}]: deprecated since 1.32, keep secrets apart in namespaces of their own.`]
      : [],
};
