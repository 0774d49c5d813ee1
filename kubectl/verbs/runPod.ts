import { patched } from "../../api/merge/apply.ts";
import { isObject } from "../../api/object.ts";
import type { Plain } from "../core/plain.ts";
import { misuse, problem, unsimulated } from "../core/problem.ts";
import { resourceFor } from "../core/resources.ts";
import { parseYaml } from "../find/manifests.ts";
import { recordFlag } from "../line/globals.ts";
import { createdAs } from "./apply.ts";
import { jsonPatch } from "./jsonPatch.ts";
import { changeFlags, dryRunOf, Reporter } from "./change.ts";
import type { Call, Verb } from "./verb.ts";

/** `kubectl run` */
export const runPod: Verb = {
  name: "run",
  expects: "nothing",
  flags: [
    ...changeFlags,
    recordFlag,
    { name: "image", takes: "text", required: true },
    { name: "image-pull-policy", takes: "text" },
    { name: "port", takes: "text" },
    { name: "labels", short: "l", takes: "text" },
    { name: "env", takes: "texts" },
    { name: "annotations", takes: "texts" },
    { name: "restart", takes: "text", values: ["Always", "OnFailure", "Never"] },
    { name: "command", takes: "switch" },
    { name: "expose", takes: "switch" },
    { name: "rm", takes: "switch" },
    { name: "stdin", short: "i", takes: "switch" },
    { name: "tty", short: "t", takes: "switch" },
    { name: "attach", takes: "switch" },
    { name: "quiet", short: "q", takes: "switch" },
    { name: "privileged", takes: "switch" },
    { name: "overrides", takes: "text" },
    { name: "override-type", takes: "text", values: ["merge", "strategic", "json"] },
    { name: "pod-running-timeout", takes: "duration" },
    { name: "leave-stdin-open", takes: "switch" },
    { name: "save-config", takes: "switch" },
  ],
  run(call) {
    const { flags, args, dash } = call;
    const [name] = args;
    if (name === undefined || dash === 0) throw misuse("run", "NAME is required for run");
    const image = flags.text("image") ?? "";
    if (!/^[\w./:@-]+$/.test(image) || /[A-Z]/.test(image.split(":")[0]!))
      throw problem(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
    if (flags.on("expose") && !flags.has("port")) throw misuse("run", "--port must be set when exposing a service");
    if (flags.on("stdin") || flags.on("tty") || flags.on("attach")) throw unsimulated("has no process to attach to: remove -i, -t and --attach");
    if (flags.on("rm")) throw misuse("run", "--rm should only be used for attached containers");
    const restart = flags.text("restart") ?? "Always";
    if (!["Always", "OnFailure", "Never"].includes(restart)) throw misuse("run", `invalid restart policy: ${restart}`);
    const dry = dryRunOf(call);
    const reporter = new Reporter(call, dry);
    const pod = overridden(call, podOf(call, name, args.slice(1), restart));
    const pods = resourceFor("pods");
    const made = dry === "client" ? pod : createdAs(call, pods, placed(call, pod), dry, "");
    if (flags.on("expose")) {
      const services = resourceFor("services");
      const service = serviceOf(call, name, (pod["metadata"] as { labels: Plain }).labels);
      reporter.done({
        resource: services,
        name,
        operation: "created",
        object: dry === "client" ? service : createdAs(call, services, placed(call, service), dry, ""),
      });
    }
    reporter.done({ resource: pods, name, operation: "created", object: made });
    reporter.end();
  },
};

/** The object with what `--overrides` says instead. */
function overridden({ flags }: Call, pod: Plain): Plain {
  const text = flags.text("overrides");
  if (text === undefined) return pod;
  const type = flags.text("override-type") ?? "merge";
  if (!["merge", "strategic", "json"].includes(type)) throw problem(`invalid override type: ${type}`);
  const { values, fault } = parseYaml(text);
  if (fault !== undefined) throw problem(`Invalid JSON Patch`);
  const [body] = values;
  if (type === "json") return jsonPatch(pod, (Array.isArray(body) ? body : []) as readonly unknown[]) as Plain;
  if (!isObject(body)) throw problem("Invalid JSON Patch");
  return patched(pod, { type: type === "strategic" ? "strategic" : "merge", body });
}

function placed({ namespace }: Call, object: Plain): Plain {
  return { ...object, metadata: { ...(object["metadata"] as Plain), namespace } };
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const equals = part.indexOf("=");
      if (equals < 0) throw problem(`unexpected label spec: ${part}`);
      return [part.slice(0, equals), part.slice(equals + 1)];
    }),
  );
}

function podOf({ flags }: Call, name: string, words: readonly string[], restartPolicy: string): Plain {
  const labels = flags.has("labels") ? pairs(flags.text("labels") ?? "") : { run: name };
  const env = flags.texts("env").map((text) => {
    const equals = text.indexOf("=");
    if (equals <= 0) throw problem(`invalid env: ${text}`);
    return { name: text.slice(0, equals), value: text.slice(equals + 1) };
  });
  const port = flags.text("port");
  const annotations = Object.fromEntries(
    flags.texts("annotations").map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]),
  );
  const container = {
    name,
    image: flags.text("image"),
    ...(words.length > 0 && (flags.on("command") ? { command: words } : { args: words })),
    ...(port !== undefined && { ports: [{ containerPort: Number(port) }] }),
    ...(env.length > 0 && { env }),
    resources: {},
    ...(flags.has("image-pull-policy") && { imagePullPolicy: flags.text("image-pull-policy") }),
    ...(flags.on("privileged") && { securityContext: { privileged: true } }),
  };
  return {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { containers: [container], restartPolicy, dnsPolicy: "ClusterFirst" },
    status: {},
  };
}

function serviceOf({ flags }: Call, name: string, selector: Plain): Plain {
  const port = Number(flags.text("port"));
  return {
    kind: "Service",
    apiVersion: "v1",
    metadata: { name },
    spec: { ports: [{ protocol: "TCP", port, targetPort: port }], selector },
    status: { loadBalancer: {} },
  };
}
