import type { Controller } from "../core/controller.ts";
import type { StoredPod } from "../core/pods.ts";
import type { Life } from "./life.ts";

/** The kubelets, of which those on `silent` nodes have stopped: they do nothing for their pods and report nothing. */
export function withSilence(kubelets: Controller, silent: ReadonlySet<string>): Controller {
  return {
    ...kubelets,
    sync(ref, view, memory) {
      const pod = silent.size > 0 ? (view.store.at<StoredPod>(ref.key) ?? (memory.get(ref.key) as Life | undefined)?.pod) : undefined;
      const node = pod?.spec.nodeName;
      return node !== undefined && silent.has(node) ? undefined : kubelets.sync(ref, view, memory);
    },
  };
}
