import { misuse, problem, unsimulated } from "../core/problem.ts";
import type { Flag } from "../line/flags.ts";
import { outputFlags } from "../output/output.ts";
import { goJson, jsonText } from "../output/json.ts";
import { yamlText } from "../output/yaml.ts";
import { podFor } from "./pods.ts";
import type { Call, Family, Verb } from "./verb.ts";

/** `kubectl version` */
export const version: Verb = {
  name: "version",
  expects: "nothing",
  flags: [
    { name: "client", takes: "switch" },
    { name: "output", short: "o", takes: "text", values: ["json", "yaml"] },
  ],
  run({ flags, out }) {
    const [client, kustomize] = ["v1.36.3", "v5.8.1"];
    const output = flags.text("output") ?? "";
    if (!["", "yaml", "json"].includes(output)) throw problem("--output must be 'yaml' or 'json'");
    const numbers = { major: "1", minor: "36" };
    const emulated = { emulationMajor: "1", emulationMinor: "36", minCompatibilityMajor: "1", minCompatibilityMinor: "35" };
    const build = { gitVersion: client, gitCommit: "$Format:%H$", gitTreeState: "", buildDate: "1970-01-01T00:00:00Z" };
    const made = { ...build, goVersion: "go1.26.8", compiler: "gc", platform: "linux/amd64" };
    const server = { ...numbers, ...emulated, ...made };
    const object = { clientVersion: { ...numbers, ...made }, kustomizeVersion: kustomize, ...(!flags.on("client") && { serverVersion: server }) };
    if (output === "json") out(`${goJson(object, 2)}\n`);
    else if (output === "yaml") out(`${yamlText(object)}\n`);
    else out(`Client Version: ${client}\nKustomize Version: ${kustomize}\n${flags.on("client") ? "" : `Server Version: ${client}\n`}`);
  },
};

/** `kubectl cluster-info` */
export const clusterInfo: Verb = {
  name: "cluster-info",
  expects: "nothing",
  flags: [],
  run({ out, args }) {
    if (args.length > 0) throw unsimulated("does not support `cluster-info dump`: use `get` and `describe`");
    out(
      "Kubernetes control plane is running at https://127.0.0.1:6443\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
    );
  },
};

/** The one context that there is. */
export const onlyContext = "rehearsal";
const context = onlyContext;
const configuration = {
  apiVersion: "v1",
  clusters: [{ cluster: { server: "https://127.0.0.1:6443" }, name: context }],
  contexts: [{ context: { cluster: context, user: context }, name: context }],
  "current-context": context,
  kind: "Config",
  users: [{ name: context, user: {} }],
};

function configVerb(name: string, run: (call: Call) => void, flags: readonly Flag[] = []): Verb {
  return { name, expects: "nothing", flags, run };
}

/** `kubectl config`: a rehearsal has one context. */
export const config: Family = {
  name: "config",
  verbs: [
    configVerb("view", ({ out, flags }) => out(flags.text("output") === "json" ? jsonText(configuration) : yamlText(configuration)), [
      ...outputFlags,
      { name: "minify", takes: "switch" },
      { name: "raw", takes: "switch" },
      { name: "flatten", takes: "switch" },
    ]),
    configVerb("current-context", ({ out }) => out(`${context}\n`)),
    configVerb(
      "get-contexts",
      ({ out }) => out(`CURRENT   NAME        CLUSTER     AUTHINFO    NAMESPACE\n*         ${context}   ${context}   ${context}   \n`),
      [
        { name: "no-headers", takes: "switch" },
        { name: "output", short: "o", takes: "text" },
      ],
    ),
    configVerb("get-clusters", ({ out }) => out(`NAME\n${context}\n`)),
    configVerb("get-users", ({ out }) => out(`NAME\n${context}\n`)),
  ],
  unknown: () => unsimulated("has only one context, which cannot be changed"),
};

/** Commands that talk to a process, or work on files of this machine: a rehearsal has neither. */
const beyond: Readonly<Record<string, string>> = {
  attach: "has no process to attach to: use `logs` to see its known output",
  debug: "has no process to debug: use `describe` and `logs`",
  proxy: "does not open ports on this machine",
  kustomize: "does not build kustomizations: use the rendered manifests",
  certificate: "does not sign certificates",
  completion: "has its own completion: press Tab",
  alpha: "does not support alpha commands",
  options: "accepts the global flags of kubectl: -n sets the namespace, the others are for connecting to a cluster",
};

/** What cannot be simulated, and says so. */
export const unsupported: readonly Verb[] = Object.entries(beyond).map(([name, why]) => ({
  name,
  expects: "nothing",
  flags: [],
  run() {
    throw unsimulated(why);
  },
}));

/** `kubectl plugin` */
export const plugin: Verb = {
  name: "plugin",
  expects: "nothing",
  flags: [],
  run() {
    throw problem("unable to find any kubectl plugins in your PATH");
  },
};

/** `kubectl port-forward` */
export const portForward: Verb = {
  name: "port-forward",
  expects: "pods",
  flags: [
    { name: "address", takes: "texts" },
    { name: "pod-running-timeout", takes: "duration" },
  ],
  run(call) {
    const [word, port] = call.args;
    if (word === undefined || port === undefined) throw misuse("port-forward", "TYPE/NAME and list of ports are required for port-forward");
    podFor(call, word);
    throw unsimulated("does not open ports on this machine: use `exec … -- curl` in a pod");
  },
};

/** `kubectl cp` */
export const copy: Verb = {
  name: "cp",
  expects: "nothing",
  flags: [
    { name: "container", short: "c", takes: "text" },
    { name: "no-preserve", takes: "switch" },
    { name: "retries", takes: "integer" },
  ],
  run({ args }) {
    if (args.length !== 2) throw problem("source and destination are required");
    if (!args.some((arg) => arg.includes(":"))) throw problem("one of src or dest must be a remote file specification");
    throw unsimulated("does not copy files: use `exec … -- cat` to see the files of a volume");
  },
};
