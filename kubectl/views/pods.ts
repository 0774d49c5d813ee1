import { memoize } from "../../api/memoize.ts";
import { qosClass } from "../../api/qos.ts";
import type { Container, ContainerStatus, PodTemplate } from "../../schemas/generated/types.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { podColumns } from "../../engine/core/podColumns.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import { longTime, since } from "../text/age.ts";
import { formatLabels } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { containersField, resourcesFields } from "./parts/containers.ts";
import { controlledBy, heading, labelsField, marks, tolerationsField } from "./parts/metadata.ts";
import { spreadField } from "./parts/podTemplate.ts";
import { volumesField } from "./parts/volumes.ts";

import { age, viewOf, type Views } from "./view.ts";

/** The images, or the names, of containers. */
export function listed(containers: readonly Container[] | undefined, field: "name" | "image"): string {
  return (containers ?? []).map((container) => container[field] ?? "").join(",");
}

/** Several columns ask for them. */
const columnsOf = memoize(podColumns);

export const podViews: Views = {
  Pod: viewOf<StoredPod>({
    columns: [
      { title: "Ready", cell: (pod) => columnsOf(pod).ready },
      { title: "Status", cell: (pod) => columnsOf(pod).status },
      {
        title: "Restarts",
        cell: (pod, { now }) => {
          const { restarts, lastRestart } = columnsOf(pod);
          return restarts > 0 && lastRestart !== undefined ? `${restarts} (${since(lastRestart, now)} ago)` : restarts;
        },
      },
      age,
      { title: "IP", wide: true, cell: ({ status }) => status.podIPs?.[0]?.ip ?? "<none>" },
      { title: "Node", wide: true, cell: ({ spec }) => spec.nodeName ?? "<none>" },
      { title: "Nominated Node", wide: true, cell: ({ status }) => status.nominatedNodeName ?? "<none>" },
      { title: "Readiness Gates", wide: true, cell: gates },
    ],
    describe: describePod,
  }),
  PodTemplate: viewOf<Stored<PodTemplate>>({
    columns: [
      { title: "Containers", cell: ({ template }) => listed(template?.spec?.containers, "name") },
      { title: "Images", cell: ({ template }) => listed(template?.spec?.containers, "image") },
      { title: "Pod Labels", cell: ({ template }) => formatLabels(template?.metadata?.labels) },
    ],
  }),
};

function gates({ spec, status }: StoredPod): string {
  const wanted = spec.readinessGates ?? [];
  if (wanted.length === 0) return "<none>";
  const isTrue = (type: string | undefined): boolean => status.conditions?.find((condition) => condition.type === type)?.status === "True";
  return `${wanted.filter(({ conditionType }) => isTrue(conditionType)).length}/${wanted.length}`;
}

function describePod(page: Page, pod: StoredPod, { now }: { readonly now: number }): void {
  const { metadata, spec, status } = pod;
  heading(page, pod);
  if (spec.priority !== undefined) page.field("Priority", spec.priority);
  if (spec.priorityClassName) page.field("Priority Class Name", spec.priorityClassName);
  if (spec.runtimeClassName) page.field("Runtime Class Name", spec.runtimeClassName);
  if (spec.serviceAccountName) page.field("Service Account", spec.serviceAccountName);
  page.field("Node", spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ""}` : "<none>");
  if (status.startTime) page.field("Start Time", longTime(status.startTime));
  marks(page, pod);
  if (metadata.deletionTimestamp && status.phase !== "Failed" && status.phase !== "Succeeded") {
    page.field("Status", `Terminating (lasts ${since(metadata.deletionTimestamp, now)})`);
    page.field("Termination Grace Period", `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else page.field("Status", status.phase);
  if (status.reason) page.field("Reason", status.reason);
  if (status.message) page.field("Message", status.message);
  const profile = spec.securityContext?.seccompProfile;
  if (profile) page.field("SeccompProfile", profile.type);
  if (profile?.type === "Localhost") page.field("LocalhostProfile", profile.localhostProfile);
  addresses(page, pod);
  controlledBy(page, pod);
  if (status.nominatedNodeName) page.field("NominatedNodeName", status.nominatedNodeName);
  if (spec.resources) {
    page.line(0, "Resources:");
    resourcesFields(page, spec.resources, 1);
  }
  describeContainers(page, pod);
  describeRest(page, pod);
}

function addresses(page: Page, { status }: StoredPod): void {
  page.field("IP", status.podIP ?? "");
  if ((status.podIPs ?? []).length === 0) page.field("IPs", "<none>");
  else {
    page.line(0, "IPs:");
    for (const { ip } of status.podIPs ?? []) page.line(1, `IP:\t${ip}`);
  }
}

function describeContainers(page: Page, pod: StoredPod): void {
  const { spec, status } = pod;
  const part = (label: string, containers: readonly Container[] | undefined, statuses: readonly ContainerStatus[] | undefined): void =>
    containersField(page, label, containers ?? [], { indent: "", statuses, pod });
  if (spec.initContainers && spec.initContainers.length > 0) part("Init Containers", spec.initContainers, status.initContainerStatuses);
  part("Containers", spec.containers, status.containerStatuses);
  if (spec.ephemeralContainers && spec.ephemeralContainers.length > 0)
    part("Ephemeral Containers", spec.ephemeralContainers, status.ephemeralContainerStatuses);
}

function describeRest(page: Page, pod: StoredPod): void {
  const { spec, status } = pod;
  const conditions = status.conditions ?? [];
  if (spec.readinessGates && spec.readinessGates.length > 0) {
    page.line(0, "Readiness Gates:").line(1, "Type\tStatus");
    for (const { conditionType } of spec.readinessGates)
      page.line(1, `${conditionType} \t${conditions.find(({ type }) => type === conditionType)?.status ?? "<none>"} `);
  }
  if (conditions.length > 0) {
    page.line(0, "Conditions:").line(1, "Type\tStatus");
    for (const { type, status: is } of conditions) page.line(1, `${type} \t${is} `);
  }
  volumesField(page, spec.volumes, "");
  page.field("QoS Class", status.qosClass ?? qosClass(spec));
  labelsField(page, "Node-Selectors", spec.nodeSelector);
  tolerationsField(page, "Tolerations", spec.tolerations);
  spreadField(page, spec.topologySpreadConstraints, "");
}
