import type { SyncPart } from "../../core/controller.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { Why } from "../../core/why.ts";
import { createPod, deletePod, slowStart } from "../podControl.ts";
import { podOf } from "../podOf.ts";
import { templateFor } from "./placement.ts";
import { type Pass, versionLabels } from "./shape.ts";

/** The pods that a sync has decided to create and delete. */
export interface Changes {
  readonly create: readonly { readonly node: string; readonly why: Why }[];
  readonly delete: readonly { readonly pod: StoredPod; readonly why: Why }[];
}

/** The most pods that a sync creates or deletes. */
const burst = 250;

/** Creates and deletes the pods. Returns the first refusal. */
export function* apply(pass: Pass, changes: Changes): SyncPart<string | undefined> {
  const { set } = pass;
  const created = yield* slowStart(
    changes.create.slice(0, burst),
    ({ node, why }) => createPod(set, podOf(set, templateFor(set, node, versionLabels(pass))), why),
    ({ ok }) => !ok,
  );
  const answers = [...created];
  for (const { pod, why } of changes.delete.slice(0, burst)) answers.push(yield* deletePod(set, pod, why));
  const refusal = answers.find((answer) => !answer.ok && answer.code !== 404);
  return refusal && !refusal.ok ? refusal.message : undefined;
}
