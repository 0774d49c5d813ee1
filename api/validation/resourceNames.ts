import { allowing } from "../cause.ts";
import type { Check } from "../check.ts";
import { qualifiedName } from "./names.ts";
import { say } from "../words/say.ts";
import { listed, quoted } from "../words/sentence.ts";

/** Amounts by the names of resources, such as limits and quotas hold them. */
export type Amounts = Readonly<Record<string, string | number>>;

/** Whether a resource is huge pages of some size. */
export const isHugePages = (name: string) => name.startsWith("hugepages-");

/** Kubernetes' own resources; the others belong to somebody's domain, such as `nvidia.com/gpu`. */
export const isNative = (name: string) => !name.includes("/") || name.includes("kubernetes.io/");

/** Whether a resource is one of a vendor, such as `nvidia.com/gpu`. */
export const isExtended = (name: string) => !isNative(name) && !name.startsWith("requests.") && qualifiedName(`requests.${name}`) === undefined;

/** Only of native resources can a container ask for less than its limit. */
export const canOvercommit = (name: string) => isNative(name) && !isHugePages(name);

const counted = ["pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims"];
const countedServices = ["services.nodeports", "services.loadbalancers"];
const amounts = ["cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "requests.storage"];
const limits = ["limits.cpu", "limits.memory", "limits.ephemeral-storage"];

const quotaResources = new Set([...counted, ...countedServices, ...amounts, ...limits]);
const containerResources = ["cpu", "memory", "ephemeral-storage"];

/** What a quota can count or limit. */
export const isQuotaResource = (name: string) => quotaResources.has(name) || isHugePages(name) || name.startsWith("requests.hugepages-");

/** Without a domain only the names that Kubernetes knows anywhere, in containers or in quotas, count as resources at all. */
export const isStandardResource = (name: string) => name === "storage" || isQuotaResource(name);

/** Resources that there is no half of. */
export const isWhole = (name: string) => counted.includes(name) || countedServices.includes(name) || isExtended(name);

/** The name of any resource. */
export const resourceName: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message);
  else if (!name.includes("/") && !isStandardResource(name)) {
    causes.invalid(at, say("no-resource", { name: quoted(name) }), {
      code: "resource-name",
    });
  }
};

/** The name of something that a container can ask for. */
export const containerResource: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  const allowed = name.includes("/") ? isNative(name) || isExtended(name) : containerResources.includes(name) || isHugePages(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message);
  else if (!allowed) {
    causes.invalid(at, say("no-container-resource", { name: quoted(name), known: listed(containerResources) }), {
      code: "resource-name",
      ...allowing(name, containerResources),
    });
  }
};
