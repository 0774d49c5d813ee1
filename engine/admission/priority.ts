import type { Pod, PriorityClass } from "../../schemas/generated/types.ts";
import type { AdmissionPlugin } from "./plugin.ts";

/** The classes that every cluster has. */
const builtIn: ReadonlyMap<string, number> = new Map([
  ["system-cluster-critical", 2_000_000_000],
  ["system-node-critical", 2_000_001_000],
]);

/** Gives pods the number and the manners of their PriorityClass, or of the global default. */
export const priority: AdmissionPlugin = {
  name: "Priority",
  kinds: ["Pod"],
  mutate: ({ object, old }, { store }) => (old === undefined ? withPriority(object, store.list("PriorityClass")) : object),
};

/** The pod with its priority: 0 without a class. Of several global defaults the lowest counts. */
export function withPriority<T extends Pod>(pod: T, classes: readonly PriorityClass[]): T {
  const name = pod.spec?.priorityClassName;
  const found = name ? classes.find(({ metadata }) => metadata?.name === name) : globalDefault(classes);
  const value = found?.value ?? builtIn.get(name ?? "") ?? 0;
  const preemptionPolicy = found?.preemptionPolicy ?? pod.spec?.preemptionPolicy;
  if (pod.spec?.priority === value && pod.spec.preemptionPolicy === preemptionPolicy) return pod;
  return { ...pod, spec: { ...pod.spec, priority: value, ...(preemptionPolicy && { preemptionPolicy }) } };
}

function globalDefault(classes: readonly PriorityClass[]): PriorityClass | undefined {
  return classes
    .filter((each) => each.globalDefault)
    .reduce<PriorityClass | undefined>((least, each) => ((least?.value ?? Infinity) <= (each.value ?? 0) ? least : each), undefined);
}
