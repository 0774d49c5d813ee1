import { memoize } from "../../../api/memoize.ts";
import type { PodSpec } from "../../../schemas/generated/types.ts";
import type { Unstored } from "../../core/command.ts";
import type { Controller } from "../../core/controller.ts";
import { keyOf, refOf } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { because } from "../../core/why.ts";

/**
 * Programs that create the Secret named in their arguments, such as those that make the certificate of an admission webhook: `create --secret-name=webhook`.
 * They are not part of Kubernetes. They create it as soon as they run, in rehearsals only.
 */
export const madeSecrets: Controller = {
  name: "made-secrets",
  watches: ["Pod"],
  concerns: ({ key, after }) => (after && runningMaker(after as StoredPod) ? [key] : []),
  *sync(ref, { store }) {
    const pod = store.get<StoredPod>(ref);
    const maker = pod && runningMaker(pod);
    if (!maker) return;
    const { namespace } = pod.metadata;
    if (store.at(keyOf({ kind: "Secret", namespace, name: maker.secret }))) return;
    const secret: Unstored = { apiVersion: "v1", kind: "Secret", metadata: { namespace, name: maker.secret }, ...contents };
    yield {
      do: "create",
      object: secret,
      why: because("made-by-pod", { container: maker.container, pod: pod.metadata.name }, [{ object: refOf(pod), field: maker.field }]),
    };
  },
};

/** The keys that such programs fill; the values do not matter. */
const contents = { type: "Opaque", data: { ca: "", cert: "", key: "" } };

interface Maker {
  readonly container: string;
  readonly field: string;
  readonly secret: string;
}

/** The container of a running pod that creates a Secret, and the Secret's name. */
function runningMaker({ spec, status }: StoredPod): Maker | undefined {
  const maker = makerIn(spec);
  const state = maker && status.containerStatuses?.find(({ name }) => name === maker.container)?.state;
  return (state?.running ?? state?.terminated?.exitCode === 0) ? maker : undefined;
}

/** Pods of one template share their spec: it is read once. */
const makerIn = memoize(({ containers = [] }: PodSpec): Maker | undefined => {
  for (const [i, { name = "", command = [], args = [] }] of containers.entries()) {
    const words = [...command, ...args];
    const secret = words.map((word) => /^--secret-name=([a-z0-9.-]+)$/.exec(word)?.[1]).find((found) => found !== undefined);
    if (secret !== undefined && words.includes("create")) return { container: name, field: `spec.containers[${i}].args`, secret };
  }
  return undefined;
});
