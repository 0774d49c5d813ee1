import type { ConfigMap, LimitRange, Namespace, ResourceQuota, Secret, ServiceAccount } from "../../schemas/generated/types.ts";
import type { Stored } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { longTime } from "../text/age.ts";
import { byText } from "../../api/byText.ts";
import type { Page } from "../text/page.ts";
import { heading, labelsField, annotationsField, marks } from "./parts/metadata.ts";
import { age, viewOf, type Views } from "./view.ts";

type StoredConfigMap = Stored<ConfigMap> & ConfigMap & { metadata: Stored<ConfigMap>["metadata"] };

export const configViews: Views = {
  ConfigMap: viewOf<StoredConfigMap>({
    columns: [{ title: "Data", cell: ({ data = {}, binaryData = {} }) => Object.keys(data).length + Object.keys(binaryData).length }, age],
    describe(page, map) {
      heading(page, map);
      marks(page, map);
      page.raw("\nData\n====\n");
      for (const [key, value] of sortedPairs(map.data)) page.raw(`${key}:\n----\n${value}\n\n`);
      page.raw("\nBinaryData\n====\n");
      for (const [key, value] of sortedPairs(map.binaryData)) page.raw(`${key}: ${bytesIn(value)} bytes\n`);
      page.raw("\n");
    },
  }),
  Secret: viewOf<Stored<Secret>>({
    columns: [{ title: "Type", cell: ({ type }) => type ?? "" }, { title: "Data", cell: ({ data = {} }) => Object.keys(data).length }, age],
    hasNoEvents: true,
    describe(page, secret) {
      heading(page, secret);
      marks(page, secret);
      page.raw(`\nType:\t${secret.type}\n\nData\n====\n`);
      for (const [key, value] of sortedPairs(secret.data)) page.line(0, `${key}:\t${bytesIn(value)} bytes`);
    },
  }),
  ServiceAccount: viewOf<Stored<ServiceAccount>>({
    columns: [age],
    describe(page, account) {
      heading(page, account);
      marks(page, account);
      page.fieldOf(
        "Image pull secrets",
        (account.imagePullSecrets ?? []).map(({ name }) => name ?? ""),
      );
    },
  }),
  Namespace: viewOf<Stored<Namespace>>({
    columns: [{ title: "Status", cell: ({ status }) => status.phase ?? "" }, age],
    hasNoEvents: true,
    describe: describeNamespace,
  }),
  ResourceQuota: viewOf<Stored<ResourceQuota>>({
    columns: [
      { title: "Request", cell: ({ status }) => amountsText(status, (name) => !isLimit(name)) },
      { title: "Limit", cell: ({ status }) => amountsText(status, isLimit) },
      age,
    ],
    hasNoEvents: true,
    describe(page, quota) {
      heading(page, quota);
      scopesField(page, quota, 0);
      page.line(0, "Resource\tUsed\tHard").line(0, "--------\t----\t----");
      for (const [name, hard] of sortedPairs(quota.status.hard)) page.line(0, `${name}\t${quota.status.used?.[name] ?? "0"}\t${hard}`);
    },
  }),
  LimitRange: viewOf<Stored<LimitRange>>({
    columns: [{ title: "Created At", cell: ({ metadata }) => metadata.creationTimestamp }],
    hasNoEvents: true,
    describe(page, range) {
      heading(page, range);
      page.line(0, limitTitles).line(0, limitRules);
      limitLines(page, range, "");
    },
  }),
};

function sortedPairs<T>(map: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => byText(a, b));
}

/** How many bytes a text in base64 stands for. */
function bytesIn(base64: string): number {
  return Math.floor((base64.replaceAll("=", "").length * 3) / 4);
}

function isLimit(name: string): boolean {
  return name.startsWith("limits.");
}

function amountsText({ hard, used }: Stored<ResourceQuota>["status"], fits: (name: string) => boolean): string {
  return sortedPairs(hard)
    .filter(([name]) => fits(name))
    .map(([name, most]) => `${name}: ${used?.[name] ?? "0"}/${most}`)
    .join(", ");
}

const scopeTexts: Readonly<Record<string, string>> = {
  Terminating:
    "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.",
  NotTerminating:
    "Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.",
  BestEffort: "Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.",
  NotBestEffort: "Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.",
};

function scopesField(page: Page, { spec }: Stored<ResourceQuota>, level: number): void {
  const scopes = [...(spec.scopes ?? [])].sort(byText);
  if (scopes.length === 0) return;
  page.line(level, `Scopes:\t${scopes.join(", ")}`);
  for (const scope of scopes) if (scopeTexts[scope]) page.line(level, `${level === 0 ? " " : ""}* ${scopeTexts[scope]}`);
}

const limitTitles = "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio";
const limitRules = "----\t--------\t---\t---\t---------------\t-------------\t-----------------------";

function limitLines(page: Page, { spec }: Stored<LimitRange>, indent: string): void {
  for (const { type, min = {}, max = {}, defaultRequest = {}, default: limit = {}, maxLimitRequestRatio = {} } of spec.limits ?? []) {
    const parts = [min, max, defaultRequest, limit, maxLimitRequestRatio];
    const names = [...new Set(parts.flatMap((part) => Object.keys(part)))].sort(byText);
    for (const name of names) page.line(0, [`${indent}${type}`, name, ...parts.map((part) => part[name] ?? "-")].join("\t"));
  }
}

function describeNamespace(page: Page, namespace: Stored<Namespace>, { store }: Cluster): void {
  const { metadata, status } = namespace;
  page.field("Name", metadata.name);
  labelsField(page, "Labels", metadata.labels);
  annotationsField(page, "Annotations", metadata.annotations);
  page.field("Status", status.phase);
  if ((status.conditions ?? []).length > 0) {
    page
      .line(0, "Conditions:")
      .line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage")
      .line(1, "----\t------\t------------------\t------\t-------");
    for (const { type, status: is, lastTransitionTime, reason, message } of status.conditions ?? [])
      page.line(1, `${type}\t${is}\t${longTime(lastTransitionTime)}\t${reason}\t${message}`);
  }
  page.line(0, "");
  quotas(page, store.list<Stored<ResourceQuota>>("ResourceQuota", metadata.name));
  page.line(0, "");
  const ranges = store.list<Stored<LimitRange>>("LimitRange", metadata.name);
  if (ranges.length === 0) page.line(0, "No LimitRange resource.");
  else page.line(0, "Resource Limits").line(0, ` ${limitTitles}`).line(0, ` ${limitRules}`);
  for (const range of ranges) limitLines(page, range, " ");
}

function quotas(page: Page, all: readonly Stored<ResourceQuota>[]): void {
  if (all.length === 0) {
    page.line(0, "No resource quota.");
    return;
  }
  page.line(0, "Resource Quotas");
  for (const quota of [...all].sort((a, b) => byText(a.metadata.name, b.metadata.name))) {
    page.line(1, `Name:\t${quota.metadata.name}`);
    scopesField(page, quota, 1);
    page.line(1, "Resource\tUsed\tHard").line(1, "--------\t---\t---");
    for (const [name, hard] of sortedPairs(quota.status.hard)) page.line(1, `${name}\t${quota.status.used?.[name] ?? "0"}\t${hard}`);
  }
}
