import { formatSelector } from "../../api/selector.ts";
import type {
  DaemonSet,
  Deployment,
  LabelSelector,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
  PersistentVolumeClaim,
} from "../../schemas/generated/types.ts";
import type { Condition } from "../../engine/core/conditions.ts";
import type { Stored, StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { Cluster } from "../core/cluster.ts";
import { longTime } from "../text/age.ts";
import { formatLabels, formatLabelSelector } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { controlledBy, annotationsField, heading, labelsField, marks } from "./parts/metadata.ts";
import { podTemplateField } from "./parts/podTemplate.ts";
import { replicaSetsOf } from "./parts/replicaSets.ts";
import { listed } from "./pods.ts";
import { age, type Column, viewOf, type Views } from "./view.ts";

interface Workload extends StoredObject {
  readonly spec: {
    readonly template?: { readonly spec?: { readonly containers?: readonly { name?: string; image?: string }[] } };
    readonly selector?: unknown;
  };
}

/** The wide columns of everything that has a pod template. */
export const templateColumns: readonly Column<Workload>[] = [
  { title: "Containers", wide: true, cell: ({ spec }) => listed(spec.template?.spec?.containers, "name") },
  { title: "Images", wide: true, cell: ({ spec }) => listed(spec.template?.spec?.containers, "image") },
];

const selectorColumn: Column<Workload> = { title: "Selector", wide: true, cell: ({ spec }) => formatLabelSelector(spec.selector as LabelSelector) };

type Columns<T> = readonly Column<T>[];
const replicaColumns: Columns<Stored<ReplicaSet>> = [
  { title: "Desired", cell: ({ spec }) => spec.replicas ?? 0 },
  { title: "Current", cell: ({ status }) => status.replicas ?? 0 },
  { title: "Ready", cell: ({ status }) => status.readyReplicas ?? 0 },
  age,
  ...templateColumns,
];

export const workloadViews: Views = {
  Deployment: viewOf<Stored<Deployment>>({
    columns: [
      { title: "Ready", cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
      { title: "Up-to-date", cell: ({ status }) => status.updatedReplicas ?? 0 },
      { title: "Available", cell: ({ status }) => status.availableReplicas ?? 0 },
      age,
      ...templateColumns,
      selectorColumn,
    ] as Columns<Stored<Deployment>>,
    describe: describeDeployment,
  }),
  ReplicaSet: viewOf<Stored<ReplicaSet>>({ columns: [...replicaColumns, selectorColumn] as Columns<Stored<ReplicaSet>>, describe: describeReplicas }),
  ReplicationController: viewOf<Stored<ReplicaSet>>({
    columns: [...replicaColumns, { title: "Selector", wide: true, cell: ({ spec }) => formatLabels(spec.selector as never) }],
    describe: describeReplicas,
  }),
  StatefulSet: viewOf<Stored<StatefulSet>>({
    columns: [
      { title: "Ready", cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
      age,
      ...templateColumns,
    ] as Columns<Stored<StatefulSet>>,
    describe: describeStatefulSet,
  }),
  DaemonSet: viewOf<Stored<DaemonSet>>({
    columns: [
      { title: "Desired", cell: ({ status }) => status.desiredNumberScheduled ?? 0 },
      { title: "Current", cell: ({ status }) => status.currentNumberScheduled ?? 0 },
      { title: "Ready", cell: ({ status }) => status.numberReady ?? 0 },
      { title: "Up-to-date", cell: ({ status }) => status.updatedNumberScheduled ?? 0 },
      { title: "Available", cell: ({ status }) => status.numberAvailable ?? 0 },
      { title: "Node Selector", cell: ({ spec }) => formatLabels(spec.template?.spec?.nodeSelector) },
      age,
      ...templateColumns,
      selectorColumn,
    ] as Columns<Stored<DaemonSet>>,
    describe: describeDaemonSet,
  }),
};

function describeDeployment(page: Page, deployment: Stored<Deployment>, cluster: Cluster): void {
  const { metadata, spec, status } = deployment;
  heading(page, deployment);
  page.field("CreationTimestamp", longTime(metadata.creationTimestamp));
  marks(page, deployment);
  page.field("Selector", selectorText(spec.selector));
  const counts = [
    `${spec.replicas ?? 0} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ];
  page.field("Replicas", counts.join(" | "));
  page.field("StrategyType", spec.strategy?.type);
  page.field("MinReadySeconds", spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling) page.field("RollingUpdateStrategy", `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
  podTemplateField(page, spec.template);
  conditionsField(page, status.conditions);
  const { old, current } = replicaSetsOf(deployment, cluster);
  if (old.length > 0 || current) {
    page.field("OldReplicaSets", setsText(old));
    page.field("NewReplicaSet", setsText(current ? [current] : []));
  }
}

function setsText(sets: readonly Stored<ReplicaSet>[]): string {
  return (
    sets.map(({ metadata, spec, status }) => `${metadata.name} (${status.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`).join(", ") ||
    "<none>"
  );
}

function selectorText(selector: LabelSelector | undefined): string {
  const text = formatLabelSelector(selector);
  return text === "<none>" ? "" : text;
}

/** The conditions of a workload. */
export function conditionsField(page: Page, conditions: readonly Condition[] | undefined): void {
  if (!conditions || conditions.length === 0) return;
  page.line(0, "Conditions:").line(1, "Type\tStatus\tReason").line(1, "----\t------\t------");
  for (const { type, status, reason = "" } of conditions) page.line(1, `${type} \t${status}\t${reason}`);
}

function describeReplicas(page: Page, set: Stored<ReplicaSet>, cluster: Cluster): void {
  const { kind, spec, status } = set;
  heading(page, set);
  page.field(
    "Selector",
    kind === "ReplicaSet" ? formatLabelSelector(spec.selector) : formatLabels(spec.selector as unknown as ReplicationController["spec"] as never),
  );
  marks(page, set);
  if (kind === "ReplicaSet") controlledBy(page, set);
  page.field("Replicas", `${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
  page.field("Pods Status", podsStatus(set, cluster));
  podTemplateField(page, spec.template);
  conditionsField(page, status.conditions);
}

function podsStatus({ metadata }: StoredObject, { store }: Cluster): string {
  const pods = store.controlledBy<StoredPod>(metadata.uid, "Pod");
  const count = (phase: string): number => pods.filter(({ status }) => status.phase === phase).length;
  return `${count("Running")} Running / ${count("Pending")} Waiting / ${count("Succeeded")} Succeeded / ${count("Failed")} Failed`;
}

function describeStatefulSet(page: Page, set: Stored<StatefulSet>, cluster: Cluster): void {
  const { metadata, spec, status } = set;
  heading(page, set);
  page.field("CreationTimestamp", longTime(metadata.creationTimestamp));
  page.field("Selector", selectorText(spec.selector));
  marks(page, set);
  page.field("Replicas", `${spec.replicas ?? 0} desired | ${status.replicas ?? 0} total`);
  page.field("Update Strategy", spec.updateStrategy?.type);
  const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  if (partition !== undefined) page.line(1, `Partition:\t${partition}`);
  if (partition !== undefined && maxUnavailable !== undefined) page.line(1, `MaxUnavailable:\t${maxUnavailable}`);
  page.field("Pods Status", podsStatus(set, cluster));
  podTemplateField(page, spec.template);
  claimTemplates(page, spec.volumeClaimTemplates);
}

function claimTemplates(page: Page, templates: readonly PersistentVolumeClaim[] | undefined): void {
  if (!templates || templates.length === 0) {
    page.field("Volume Claims", "<none>");
    return;
  }
  page.line(0, "Volume Claims:");
  for (const { metadata, spec } of templates) {
    page.line(1, `Name:\t${metadata?.name ?? ""}`).line(1, `StorageClass:\t${spec?.storageClassName ?? ""}`);
    labelsField(page, "Labels", metadata?.labels, 1);
    labelsField(page, "Annotations", metadata?.annotations, 1);
    page
      .line(1, `Capacity:\t${spec?.resources?.requests?.["storage"] ?? "<default>"}`)
      .line(1, `Access Modes:\t[${(spec?.accessModes ?? []).join(" ")}]`);
  }
}

function describeDaemonSet(page: Page, set: Stored<DaemonSet>, cluster: Cluster): void {
  const { metadata, spec, status } = set;
  heading(page, set);
  page.field("Selector", formatSelector(spec.selector));
  page.field("Node-Selector", formatLabels(spec.template?.spec?.nodeSelector));
  labelsField(page, "Labels", metadata.labels);
  annotationsField(page, "Annotations", metadata.annotations);
  page.line(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`);
  page.line(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`);
  page.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
  page.line(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
  page.line(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`);
  page.field("Pods Status", podsStatus(set, cluster));
  podTemplateField(page, spec.template);
}
