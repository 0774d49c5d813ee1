import type { StoredPod } from "../../core/pods.ts";
import type { Knowledge } from "../../kubelet/circumstances.ts";
import type { KubeletProfile } from "../../kubelet/profile.ts";
import type { Names } from "./names.ts";

/** What a scenario states about each pod, by any of the pod's names. */
export function knowledgeOf(profile: KubeletProfile, seed: number, names: Pick<Names, "callsOf">): Knowledge {
  const faults = new Map(profile.faults.map((fault) => [fault.of, fault]));
  const stated = new Map((profile.stated ?? []).map((statement) => [statement.of, statement]));
  const whatIfs = profile.whatIfs ?? [];
  const find = <T>(among: ReadonlyMap<string, T>, pod: StoredPod): T | undefined =>
    among.size > 0 ? names.callsOf(pod).flatMap((key) => among.get(key) ?? [])[0] : undefined;
  return {
    profile,
    seed,
    isStuck: () => false,
    faultOf: (pod) => find(faults, pod),
    statedOf: (pod) => find(stated, pod),
    whatIfsOf: (pod) => (whatIfs.length > 0 ? whatIfs.filter(({ of }) => names.callsOf(pod).includes(of)) : whatIfs),
  };
}
