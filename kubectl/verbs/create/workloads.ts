import type { CronJob } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { problem } from "../../core/problem.ts";
import { resourceFor } from "../../core/resources.ts";
import { get, notFound } from "../../find/find.ts";
import { commandOf, type Generator } from "./generator.ts";

/** The last part of an image's name, without tag and digest, as containers are called after it. */
function containerName(image: string): string {
  const name = image.slice(image.lastIndexOf("/") + 1);
  return name.split(":")[0]!.split("@")[0]!.toLowerCase().replaceAll("_", "-");
}

/** `kubectl create deployment` */
export const deployment: Generator = {
  name: "deployment",
  aliases: ["deploy"],
  failure: "failed to create deployment:",
  flags: [
    { name: "image", takes: "list", required: true },
    { name: "port", takes: "integer" },
    { name: "replicas", short: "r", takes: "integer" },
  ],
  make(call, name) {
    const { flags } = call;
    const images = flags.texts("image");
    const command = commandOf(call);
    if (images.length > 1 && command.length > 0) throw problem("cannot specify multiple --image options and command");
    const port = flags.integer("port") ?? -1;
    const labels = { app: name };
    const containers = images.map((image) => ({
      name: containerName(image),
      image,
      ...(command.length > 0 && { command }),
      ...(port >= 0 && images.length === 1 && { ports: [{ containerPort: port }] }),
      resources: {},
    }));
    return {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, labels },
      spec: {
        replicas: flags.integer("replicas") ?? 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
        strategy: {},
      },
      status: {},
    };
  },
};

/** `kubectl create job` */
export const job: Generator = {
  name: "job",
  failure: "failed to create job:",
  flags: [
    { name: "image", takes: "text" },
    { name: "from", takes: "text" },
  ],
  make(call, name) {
    const [image, from] = [call.flags.text("image") ?? "", call.flags.text("from") ?? ""];
    if ((image === "") === (from === "")) throw problem("either --image or --from must be specified");
    if (from !== "") return jobOf(call, name, from);
    const command = commandOf(call);
    const container = { name, image, ...(command.length > 0 && { command }), resources: {} };
    const template = { metadata: {}, spec: { containers: [container], restartPolicy: "Never" } };
    return { apiVersion: "batch/v1", kind: "Job", metadata: { name }, spec: { template }, status: {} };
  },
};

/** A run of a CronJob out of its turn. */
function jobOf({ cluster, namespace }: Parameters<Generator["make"]>[0], name: string, from: string): ReturnType<Generator["make"]> {
  const [kind = "", of = ""] = from.split("/");
  const resource = resourceFor(kind);
  if (resource.kind !== "CronJob") throw problem("from must be an existing cronjob");
  const cronJob = get(cluster, resource, namespace, of) as Stored<CronJob> | undefined;
  if (!cronJob) throw notFound(resource, of);
  const { metadata, spec } = cronJob.spec.jobTemplate ?? {};
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, "cronjob.kubernetes.io/instantiate": "manual" },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: of, uid: cronJob.metadata.uid, controller: true }],
    },
    spec,
    status: {},
  };
}

/** `kubectl create cronjob` */
export const cronJob: Generator = {
  name: "cronjob",
  aliases: ["cj"],
  failure: "failed to create cronjob:",
  flags: [
    { name: "image", takes: "text", required: true },
    { name: "schedule", takes: "text", required: true },
    { name: "restart", takes: "text" },
  ],
  make(call, name) {
    const command = commandOf(call);
    const container = { name, image: call.flags.text("image"), ...(command.length > 0 && { command }), resources: {} };
    const template = { metadata: {}, spec: { containers: [container], restartPolicy: call.flags.text("restart") ?? "OnFailure" } };
    const spec = { schedule: call.flags.text("schedule"), jobTemplate: { metadata: { name }, spec: { template } } };
    return { apiVersion: "batch/v1", kind: "CronJob", metadata: { name }, spec, status: {} };
  },
};
