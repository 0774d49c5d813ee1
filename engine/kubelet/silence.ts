import type { Controller } from "../core/controller.ts";
import type { StoredPod } from "../core/pods.ts";

/** Kubelets of which those on some nodes have stopped: nothing is done for their pods, and nothing is said of them. */
export function withSilence(kubelets: Controller, isSilent: (node: string) => boolean): Controller {
  return {
    ...kubelets,
    sync(ref, view, memory) {
      const node = view.store.get<StoredPod>(ref)?.spec.nodeName;
      return node !== undefined && isSilent(node) ? undefined : kubelets.sync(ref, view, memory);
    },
  };
}
