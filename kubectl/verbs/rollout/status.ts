import type { DaemonSet, StatefulSet } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../../engine/core/conditions.ts";
import type { Stored, StoredObject } from "../../../engine/core/objects.ts";
import type { StoredDeployment } from "../../../engine/controllers/deployment/shape.ts";
import { all, problem } from "../../core/problem.ts";
import { type Found, find, get } from "../../find/find.ts";
import { fileFlags, selectorFlag } from "../../line/globals.ts";
import { type Call, queryOf, type Verb } from "../verb.ts";

/** How far a rollout is: a line about it, and whether that is the end. */
interface Standing {
  readonly line: string;
  readonly done: boolean;
}

/** `kubectl rollout status` */
export const status: Verb = {
  name: "status",
  expects: "rollouts",
  flags: [
    ...fileFlags,
    selectorFlag,
    { name: "watch", short: "w", takes: "switch" },
    { name: "revision", takes: "integer" },
    { name: "timeout", takes: "duration" },
  ],
  run(call) {
    if (call.args.length === 0 && call.flags.texts("filename").length === 0) throw problem("required resource not specified");
    const { found, problems } = find(call.cluster, queryOf(call, { kindsAreEnough: true }));
    if (problems.length > 0) throw all(problems);
    for (const one of found) follow(call, one);
    if (found.length === 0) call.err(`No resources found in ${call.namespace} namespace.\n`);
  },
};

function follow(call: Call, { resource, object }: Found): void {
  const { cluster, flags, out } = call;
  const view = standings[resource.kind];
  if (!view) throw problem(`no status viewer has been implemented for ${resource.kind}`);
  const { name, namespace, uid } = object.metadata;
  const revision = flags.integer("revision") ?? 0;
  const end = cluster.now + (flags.millis("timeout") || Infinity);
  let last = "";
  for (let current: StoredObject | undefined = object; ; current = get(cluster, resource, namespace, name)) {
    if (current?.metadata.uid !== uid) throw problem("object has been deleted");
    const { line, done } = view(current, revision);
    if (line !== last) out(line);
    last = line;
    if (done || !flags.on("watch", true)) return;
    if (!cluster.pass(end)) throw problem("timed out waiting for the condition");
  }
}

const standings: Readonly<Record<string, (object: StoredObject, revision: number) => Standing>> = {
  Deployment: (object, revision) => deploymentStanding(object as StoredDeployment, revision),
  DaemonSet: (object) => daemonSetStanding(object as Stored<DaemonSet>),
  StatefulSet: (object) => statefulSetStanding(object as Stored<StatefulSet>),
};

function waiting(line: string): Standing {
  return { line: `${line}\n`, done: false };
}

function deploymentStanding({ metadata, spec, status: now }: StoredDeployment, revision: number): Standing {
  const name = JSON.stringify(metadata.name);
  const running = Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  if (revision > 0 && revision !== running) throw problem(`desired revision (${revision}) is different from the running revision (${running})`);
  if ((metadata.generation ?? 0) > (now.observedGeneration ?? 0)) return waiting("Waiting for deployment spec update to be observed...");
  if (findCondition(now.conditions, "Progressing")?.reason === "ProgressDeadlineExceeded")
    throw problem(`deployment ${name} exceeded its progress deadline`);
  const { updatedReplicas: updated = 0, replicas = 0, availableReplicas: available = 0 } = now;
  const start = `Waiting for deployment ${name} rollout to finish:`;
  if (updated < (spec.replicas ?? 0)) return waiting(`${start} ${updated} out of ${spec.replicas} new replicas have been updated...`);
  if (replicas > updated) return waiting(`${start} ${replicas - updated} old replicas are pending termination...`);
  if (available < updated) return waiting(`${start} ${available} of ${updated} updated replicas are available...`);
  return { line: `deployment ${name} successfully rolled out\n`, done: true };
}

function daemonSetStanding({ metadata, spec, status: now }: Stored<DaemonSet>): Standing {
  const name = JSON.stringify(metadata.name);
  if (spec.updateStrategy?.type !== "RollingUpdate") throw problem("rollout status is only available for RollingUpdate strategy type");
  if ((metadata.generation ?? 0) > (now.observedGeneration ?? 0)) return waiting("Waiting for daemon set spec update to be observed...");
  const { updatedNumberScheduled: updated = 0, desiredNumberScheduled: desired = 0, numberAvailable: available = 0 } = now;
  const start = `Waiting for daemon set ${name} rollout to finish:`;
  if (updated < desired) return waiting(`${start} ${updated} out of ${desired} new pods have been updated...`);
  if (available < desired) return waiting(`${start} ${available} of ${desired} updated pods are available...`);
  return { line: `daemon set ${name} successfully rolled out\n`, done: true };
}

function statefulSetStanding({ metadata, spec, status: now }: Stored<StatefulSet>): Standing {
  if (spec.updateStrategy?.type !== "RollingUpdate") throw problem("rollout status is only available for RollingUpdate strategy type");
  const {
    observedGeneration: observed = 0,
    readyReplicas: ready = 0,
    updatedReplicas: updated = 0,
    updateRevision,
    currentRevision,
    currentReplicas = 0,
  } = now;
  if (observed === 0 || (metadata.generation ?? 0) > observed) return waiting("Waiting for statefulset spec update to be observed...");
  const replicas = spec.replicas ?? 0;
  if (ready < replicas) return waiting(`Waiting for ${replicas - ready} pods to be ready...`);
  const { partition } = spec.updateStrategy.rollingUpdate ?? {};
  if (spec.updateStrategy.rollingUpdate) {
    const wanted = replicas - (partition ?? 0);
    if (partition !== undefined && updated < wanted)
      return waiting(`Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`);
    return { line: `partitioned roll out complete: ${updated} new pods have been updated...\n`, done: true };
  }
  if (updateRevision !== currentRevision)
    return waiting(`waiting for statefulset rolling update to complete ${updated} pods at revision ${updateRevision}...`);
  return { line: `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...\n`, done: true };
}
