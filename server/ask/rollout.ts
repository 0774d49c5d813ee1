import type { Ask } from "../ask.ts";
import { FrameRecorder, type Frame } from "./frame/frame.ts";
import { freshStage } from "../../engine/rehearsal/script/stage.ts";
import { LockStep } from "./lockStep.ts";
import type { NodeShape, Step } from "../../engine/rehearsal/script.ts";
import { because } from "../../engine/core/why.ts";

/** The question of `ask rollout`: steps on a separate cluster. */
export interface Script {
  readonly id: string;
  readonly title?: string;
  /** One large node `n1` by default. */
  readonly nodes?: readonly NodeShape[];
  /** How many free volumes of 1Gi there are. */
  readonly volumes?: number;
  readonly steps: readonly Step[];
}

/** A script with the frame after each of its steps. */
export interface Traced {
  readonly id: string;
  readonly steps: readonly (Step & { readonly frame: Frame })[];
}

/** `ask rollout`. */
export const ask: Ask = (question) => rollout(question as unknown as Script);

/** The start time: half past a minute, so that no schedule is due at once. */
const start = Date.UTC(2026, 0, 5, 9, 0, 30);

/** Plays a script in lock-step, with a frame after each step. */
export function rollout({ id, nodes = [{ name: "n1" }], volumes = 0, steps }: Script): Traced {
  const play = new LockStep(freshStage(start, 1));
  const recorder = new FrameRecorder(play, steps.some(bringsStorage));
  for (const node of nodes) play.play({ addNode: node });
  for (let i = 1; i <= volumes; i++) play.stage.perform({ do: "create", object: volume(i), why: because("asked", {}, []) });
  play.stage.names.step = 0;
  return { id, steps: steps.map((step) => ({ ...step, frame: recorder.take(play.play(step)) })) };
}

function bringsStorage(step: Step): boolean {
  return "apply" in step && step.apply.some((object) => ["PersistentVolume", "StorageClass"].includes((object as { kind: string }).kind));
}

function volume(i: number) {
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `pv${i}` },
    spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], storageClassName: "rehearsal", hostPath: { path: "/none" } },
  };
}
