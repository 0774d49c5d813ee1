import type { StoredPod } from "../core/pods.ts";
import { type PodBehaviour, runOf } from "../processes/behaviour.ts";
import { assumedRun, drawn } from "./assumptions.ts";
import type { Circumstances } from "./look.ts";
import type { Fault, KubeletProfile } from "./profile.ts";

/** What is known of a cluster's nodes and of what runs on them. */
export interface Knowledge {
  readonly profile: KubeletProfile;
  /** Sets how long each pod takes, within the profile's spread. */
  readonly seed: number;
  /** Its image cannot be pulled. */
  readonly isStuck: (pod: StoredPod) => boolean;
  /** What goes wrong with it. */
  readonly faultOf: (pod: StoredPod) => Fault | undefined;
  /** What is stated of it. */
  readonly statedOf: (pod: StoredPod) => PodBehaviour | undefined;
}

/** What kubelets are told, out of what is stated, and assumed where nothing is. */
export function circumstances({ profile, seed, isStuck, faultOf, statedOf }: Knowledge): Circumstances {
  return {
    runOf(pod, container, start) {
      const stated = statedOf(pod)?.containers?.[container.name ?? ""];
      return stated ? runOf(stated, start) : assumedRun({ pod, container, profile, seed, fault: faultOf(pod) });
    },
    pullOf(pod, image, again) {
      if (isStuck(pod)) return { missing: true };
      const stated = statedOf(pod)?.images?.[image];
      return stated ?? { seconds: again ? 0 : drawn({ pod, profile, seed }, "pull", profile.pullMillis) };
    },
    startMillis: (pod) => drawn({ pod, profile, seed }, "start", profile.startMillis) * 1000,
    isRootImage: () => profile.imagesRunAsRoot ?? false,
    isNeverReady: (pod) => faultOf(pod)?.is === "never-ready",
  };
}
