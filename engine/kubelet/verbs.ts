import type { Millis } from "../core/objects.ts";
import { isFinished, isReady, type StoredPod } from "../core/pods.ts";
import type { Report } from "./podStatus.ts";

/** A step by which a script plays the kubelet. */
export type PodVerb = "ready" | "start" | "unready" | "crash" | "succeed" | "fail";

interface Verb {
  /** The pods that it can apply to. */
  readonly fits: (pod: StoredPod) => boolean;
  readonly report: (options: Options) => Report;
}

/** What a step may state about a pod's end, and when it happened. */
export interface Options {
  readonly exitCode?: number;
  readonly reason?: string;
  /** How many seconds ago it happened. */
  readonly ago?: number;
}

/** The steps by which a script plays the kubelet: which pods each fits, and what the kubelet reports. */
export const podVerbs: Readonly<Record<PodVerb, Verb>> = {
  ready: { fits: (pod) => lives(pod) && !isReady(pod), report: () => ({ is: "running", ready: true }) },
  start: { fits: (pod) => lives(pod) && pod.status.phase === "Pending", report: () => ({ is: "running", ready: false }) },
  unready: { fits: (pod) => lives(pod) && isReady(pod), report: () => ({ is: "running", ready: false }) },
  crash: { fits: lives, report: () => ({ is: "crashed" }) },
  succeed: { fits: lives, report: () => ({ is: "finished", phase: "Succeeded", exitCode: 0 }) },
  fail: {
    fits: lives,
    report: ({ exitCode = 1, reason }) => ({ is: "finished", phase: "Failed", exitCode, ...(reason !== undefined && { reason }) }),
  },
};

/** Whether a word is such a step. */
export function isPodVerb(verb: string): verb is PodVerb {
  return Object.hasOwn(podVerbs, verb);
}

/** When a report became true: `ago` moves it into the past. */
export function timeOf({ ago = 0 }: Options, now: Millis): Millis {
  return now - ago * 1000;
}

function lives(pod: StoredPod): boolean {
  return Boolean(pod.spec.nodeName) && !isFinished(pod);
}
