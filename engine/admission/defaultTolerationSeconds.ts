import type { Pod } from "../../schemas/generated/types.ts";
import type { AdmissionPlugin } from "./plugin.ts";

const troubles = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/** Lets pods stay for five minutes on a node that fell silent, unless they say how long themselves. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: "DefaultTolerationSeconds",
  kinds: ["Pod"],
  mutate: ({ object }) => withTolerations(object),
};

export function withTolerations<T extends Pod>(pod: T): T {
  const own = pod.spec?.tolerations ?? [];
  const missing = troubles.filter((trouble) => !own.some(({ key, effect }) => (!key || key === trouble) && (!effect || effect === "NoExecute")));
  if (missing.length === 0) return pod;
  const added = missing.map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 }));
  return { ...pod, spec: { ...pod.spec, tolerations: [...own, ...added] } };
}
