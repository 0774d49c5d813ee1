/**
 * Features that are off by default, the version since when they are on, and their fields.
 * While a feature is off, the server reads its fields and drops them silently. Recorded from `pkg/features` and the strategies of `pkg/registry`
 * in the sources of Kubernetes; `Lifecycle.stopSignal` and `Volume.image` take more with them, which `api/defaults/disabled.ts` knows.
 */
export const gates: Readonly<Record<string, { readonly onSince?: string; readonly fields: readonly string[] }>> = {
  AtomicWriteVolumeUserFields: {
    fields: [
      ...["ConfigMapVolumeSource", "DownwardAPIVolumeSource", "ProjectedVolumeSource", "SecretVolumeSource"].map((type) => `${type}.defaultUser`),
      ...["ClusterTrustBundleProjection", "DownwardAPIVolumeFile", "KeyToPath", "PodCertificateProjection", "ServiceAccountTokenProjection"].map(
        (type) => `${type}.user`,
      ),
    ],
  },
  ClusterTrustBundleProjection: { onSince: "1.37", fields: ["VolumeProjection.clusterTrustBundle"] },
  ContainerRestartRules: { onSince: "1.35", fields: ["Container.restartPolicyRules", "EphemeralContainer.restartPolicyRules"] },
  ContainerStopSignals: { fields: ["Lifecycle.stopSignal"] },
  CoordinatedLeaderElection: { fields: ["LeaseSpec.strategy", "LeaseSpec.preferredHolder"] },
  CSIServiceAccountTokenSecrets: { onSince: "1.35", fields: ["CSIDriverSpec.serviceAccountTokenInSecrets"] },
  CSIVolumeHealth: { fields: ["CSINodeStatus.storageHealth"] },
  EmptyDirVolumeMode: { fields: ["EmptyDirVolumeSource.mode"] },
  EnvFiles: { onSince: "1.35", fields: ["EnvVarSource.fileKeyRef"] },
  EvictionRequestAPI: { fields: ["PodSpec.evictionResponders"] },
  GenericWorkload: { fields: ["PodSpec.schedulingGroup", "PodSpec.workloadRef"] },
  GRPCContainerProbeTLS: { fields: ["GRPCAction.mode"] },
  H2CContainerProbe: { fields: ["HTTPGetAction.protocol"] },
  HostnameOverride: { onSince: "1.35", fields: ["PodSpec.hostnameOverride"] },
  HPAConfigurableTolerance: { onSince: "1.35", fields: ["HPAScalingRules.tolerance"] },
  ImageVolume: { onSince: "1.35", fields: ["Volume.image"] },
  InPlacePodVerticalScalingSchedulerPreemption: { fields: ["NodeSpec.podPreemptionPolicy"] },
  MaxUnavailableStatefulSet: { onSince: "1.37", fields: ["RollingUpdateStatefulSetStrategy.maxUnavailable"] },
  MutableCSINodeAllocatableCount: { onSince: "1.35", fields: ["CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds"] },
  NodeDeclaredFeatures: { onSince: "1.36", fields: ["NodeStatus.declaredFeatures"] },
  PodCertificateRequest: { onSince: "1.37", fields: ["VolumeProjection.podCertificate"] },
  VolumeBindMountOptions: { fields: ["VolumeMount.bindMountOptions"] },
  VolumeLimitScaling: { onSince: "1.37", fields: ["CSIDriverSpec.preventPodSchedulingIfMissing"] },
  WorkloadWithJob: { fields: ["JobSpec.scheduling"] },
};
