import type {
  CronJob,
  DaemonSet,
  DaemonSetUpdateStrategy,
  Deployment,
  DeploymentStrategy,
  Job,
  JobSpec,
  PersistentVolumeClaim,
  Pod,
  PodSpec,
  PodTemplate,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
} from "../../schemas/generated/types.ts";
import { reaches } from "../version.ts";
import { type Fill, each, fill, inside, sequence, within } from "./fill.ts";
import { podResources } from "./podResources.ts";
import { hostPorts, podSpec, podTemplate } from "./pod.ts";
import { persistentVolumeClaim } from "./storage.ts";

/** The defaults of a Pod. */
export const pod = within<Pod>({ spec: sequence<PodSpec>(podSpec, hostPorts, podResources, fill({ enableServiceLinks: true })) });

/** The defaults of a PodTemplate. */
export const podTemplateObject = inside<PodTemplate>({ template: podTemplate });

const rollingUpdateOnly =
  <S extends { type?: string | undefined; rollingUpdate?: object | undefined }>(fillIt: Fill<S>): Fill<S> =>
  (strategy, version) =>
    strategy.type === "RollingUpdate" ? fillIt(strategy, version) : strategy;

/** The defaults of a Deployment. */
export const deployment = within<Deployment>({
  spec: sequence(
    fill({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
    within({
      strategy: sequence<DeploymentStrategy>(
        fill({ type: "RollingUpdate" }),
        rollingUpdateOnly(within({ rollingUpdate: fill({ maxUnavailable: "25%", maxSurge: "25%" }) })),
      ),
    }),
    inside({ template: podTemplate }),
  ),
});

/** The defaults of a ReplicaSet. */
export const replicaSet = within<ReplicaSet>({ spec: sequence(fill({ replicas: 1 }), inside({ template: podTemplate })) });

/** The defaults of a DaemonSet. */
export const daemonSet = within<DaemonSet>({
  spec: sequence(
    fill({ revisionHistoryLimit: 10 }),
    within({
      updateStrategy: sequence<DaemonSetUpdateStrategy>(
        fill({ type: "RollingUpdate" }),
        rollingUpdateOnly(within({ rollingUpdate: fill({ maxUnavailable: 1, maxSurge: 0 }) })),
      ),
    }),
    inside({ template: podTemplate }),
  ),
});

/** A strategy that names no type gets its parameters too; one that does, only where it begins them. */
const statefulSetStrategy = sequence<StatefulSetUpdateStrategy>(
  (strategy) => (strategy.type === undefined ? { ...strategy, type: "RollingUpdate", rollingUpdate: strategy.rollingUpdate ?? {} } : strategy),
  rollingUpdateOnly(inside({ rollingUpdate: fill({ partition: 0, maxUnavailable: (_, version) => (reaches(version, "1.37") ? 1 : undefined) }) })),
);

const claimTemplate = sequence<PersistentVolumeClaim>(
  persistentVolumeClaim,
  fill({ apiVersion: "v1", kind: "PersistentVolumeClaim", status: { phase: "Pending" } }),
);

/** The defaults of a StatefulSet and of its volumeClaimTemplates. */
export const statefulSet = within<StatefulSet>({
  spec: sequence<StatefulSetSpec>(
    fill({ podManagementPolicy: "OrderedReady", replicas: 1, revisionHistoryLimit: 10 }),
    within({
      updateStrategy: statefulSetStrategy,
      persistentVolumeClaimRetentionPolicy: fill({ whenDeleted: "Retain", whenScaled: "Retain" }),
    }),
    inside({ template: podTemplate, volumeClaimTemplates: each(claimTemplate) }),
  ),
});

const most = 2 ** 31 - 1;

const jobSpec = sequence<JobSpec>(
  (spec) => (spec.completions === undefined && spec.parallelism === undefined ? { ...spec, completions: 1 } : spec),
  fill({
    parallelism: 1,
    backoffLimit: ({ backoffLimitPerIndex }) => (backoffLimitPerIndex === undefined ? 6 : most),
    completionMode: "NonIndexed",
    suspend: false,
    podReplacementPolicy: ({ podFailurePolicy }) => (podFailurePolicy ? "Failed" : "TerminatingOrFailed"),
    manualSelector: false,
  }),
  inside({
    template: podTemplate,
    podFailurePolicy: inside({ rules: each(inside({ onPodConditions: each(fill({ status: "True" })) })) }),
  }),
);

/** A Job without labels takes those of its pods. */
export const jobLabels: Fill<Job> = (job) => {
  const labels = job.spec?.template?.metadata?.labels;
  const own = job.metadata?.labels;
  if (labels === undefined || (own && Object.keys(own).length > 0)) return job;
  return { ...job, metadata: { ...job.metadata, labels } };
};

/** The defaults of a Job. */
export const job = sequence<Job>(within({ spec: jobSpec }), jobLabels);

/** A Job in a CronJob gets the defaults of its pods only: the others come when the Job is made. */
export const cronJob = within<CronJob>({
  spec: sequence(
    fill({ concurrencyPolicy: "Allow", suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }),
    inside({
      jobTemplate: inside({
        spec: inside({
          template: podTemplate,
          podFailurePolicy: inside({ rules: each(inside({ onPodConditions: each(fill({ status: "True" })) })) }),
        }),
      }),
    }),
  ),
});

/** The defaults of a ReplicationController: its selector and labels are those of its template. */
export const replicationController = sequence<ReplicationController>(
  within({ spec: sequence(fill({ replicas: 1 }), inside({ template: podTemplate })) }),
  (controller) => {
    const labels = controller.spec?.template?.metadata?.labels;
    if (labels === undefined) return controller;
    const { selector } = controller.spec!;
    const selecting = selector && Object.keys(selector).length > 0 ? controller : { ...controller, spec: { ...controller.spec, selector: labels } };
    const own = controller.metadata?.labels;
    return own && Object.keys(own).length > 0 ? selecting : { ...selecting, metadata: { ...controller.metadata, labels } };
  },
);
