import type { PodTemplateSpec } from "../../schemas/generated/types.ts";
import type { Answer } from "../command.ts";
import type { Steps } from "../controller.ts";
import { controllerRef, refOf, type StoredObject } from "../objects.ts";
import type { Why } from "../why.ts";

/** A pod that no server has seen yet. */
export interface NewPod extends PodTemplateSpec {
  readonly apiVersion: "v1";
  readonly kind: "Pod";
  readonly metadata: NonNullable<PodTemplateSpec["metadata"]>;
}

/** The pod that a template means, in the hands of `owner`, with a name to be drawn. */
export function podFrom({ metadata, spec }: PodTemplateSpec, owner: StoredObject): NewPod {
  const { labels, annotations, finalizers } = metadata ?? {};
  const { name, namespace } = owner.metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${name}-`,
      namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerRef(owner)],
    },
    spec,
  };
}

/** Creates a pod, and has its owner tell of it. */
export function* createPod(owner: StoredObject, pod: NewPod, why: Why): Steps<Answer> {
  const answer = yield { do: "create", object: pod, why };
  const about = refOf(owner);
  if (answer.ok) yield { do: "event", about, type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${answer.object!.metadata.name}` };
  else yield { do: "event", about, type: "Warning", reason: "FailedCreate", message: `Error creating: ${answer.message}` };
  return answer;
}

/** Deletes a pod, and has its owner tell of it. One that is gone already is as good as deleted. */
export function* deletePod(owner: StoredObject, pod: StoredObject, why: Why): Steps<Answer> {
  const answer = yield { do: "delete", ref: refOf(pod), why };
  const about = refOf(owner);
  if (answer.ok) yield { do: "event", about, type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${pod.metadata.name}` };
  else if (answer.code !== 404) yield { do: "event", about, type: "Warning", reason: "FailedDelete", message: `Error deleting: ${answer.message}` };
  return answer;
}

/**
 * Does something `count` times in batches of 1, 2, 4, …, and stops after a batch in which anything was refused, so that a full quota is not asked a thousand times.
 * Returns the answers that there were.
 */
export function* slowStart(count: number, once: (i: number) => Steps<Answer>): Steps<Answer[]> {
  const answers: Answer[] = [];
  for (let batch = 1; answers.length < count; batch *= 2) {
    const end = Math.min(count, answers.length + batch);
    while (answers.length < end) answers.push(yield* once(answers.length));
    if (answers.some(({ ok }) => !ok)) break;
  }
  return answers;
}
