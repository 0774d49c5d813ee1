import type { ServiceAccount } from "../../../schemas/generated/types.ts";
import { pathTo } from "../../path.ts";
import { deprecated } from "../../warning.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { say } from "../../words/say.ts";

const mountableSecrets = "kubernetes.io/enforce-mountable-secrets";

/** Who a pod is to the API server. */
export const serviceAccount: KindRules<ServiceAccount> = {
  validate: objectMeta(dnsSubdomain),
  validateUpdate: objectMetaUpdate,
  warnings: ({ metadata }, old) =>
    metadata?.annotations?.[mountableSecrets] !== undefined && old?.metadata?.annotations?.[mountableSecrets] === undefined
      ? [deprecated(pathTo("metadata", "annotations").key(mountableSecrets), say("mountable-secrets-deprecated"))]
      : [],
};
