import type { Controller } from "../core/controller.ts";
import type { StoredPod } from "../core/pods.ts";

/** Kubelets of which those on the `silent` nodes have stopped: nothing is done for their pods, and nothing is said of them. */
export function withSilence(kubelets: Controller, silent: ReadonlySet<string>): Controller {
  return {
    ...kubelets,
    sync(ref, view, memory) {
      const node = silent.size > 0 ? view.store.at<StoredPod>(ref.key)?.spec.nodeName : undefined;
      return node !== undefined && silent.has(node) ? undefined : kubelets.sync(ref, view, memory);
    },
  };
}
