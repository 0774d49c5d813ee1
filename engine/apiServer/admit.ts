import type { Admission } from "../../api/admit.ts";
import type { KubernetesObject } from "../../api/object.ts";

/** Stands in for `api/`'s own `admit` until that is there. */
export function admit(object: KubernetesObject, _old?: KubernetesObject): Admission {
  const { spec = {} } = object as { spec?: Record<string, unknown> };
  const defaults = defaultsOf[object.kind ?? ""];
  const template = spec["template"] as { spec?: object } | undefined;
  const pod = template?.spec ? { template: { ...template, spec: { ...podDefaults, ...template.spec } } } : {};
  return { object: { ...object, ...(defaults && { spec: { ...defaults(spec), ...spec, ...pod } }) } as KubernetesObject, causes: [], warnings: [] };
}

const podDefaults = { restartPolicy: "Always", terminationGracePeriodSeconds: 30 };

const rolling = { maxSurge: "25%", maxUnavailable: "25%" };
const defaultsOf: Readonly<Record<string, (spec: Record<string, unknown>) => object>> = {
  Pod: () => podDefaults,
  Deployment: (spec) => {
    const strategy = (spec["strategy"] ?? {}) as { type?: string; rollingUpdate?: object };
    const type = strategy.type ?? "RollingUpdate";
    Object.assign(spec, { strategy: { type, ...(type === "RollingUpdate" && { rollingUpdate: { ...rolling, ...strategy.rollingUpdate } }) } });
    return { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 };
  },
  ReplicaSet: () => ({ replicas: 1 }),
  ReplicationController: (spec) => ({ replicas: 1, selector: (spec["template"] as { metadata?: { labels?: object } }).metadata?.labels }),
};
