import { annotated } from "../../../api/merge/lastApplied.ts";
import { textAt } from "../../core/plain.ts";
import { all, misuse, type Problem, problem } from "../../core/problem.ts";
import { readFiles } from "../../find/find.ts";
import { recordFlag, selectorFlag, validateFlag } from "../../line/globals.ts";
import { createdAs, ignores, placed } from "../apply.ts";
import { changeFlags, dryRunOf, each, recorded, Reporter } from "../change.ts";
import { queryOf, type Family, type Verb } from "../verb.ts";
import { configMap, genericSecret, registrySecret, tlsSecret } from "./config.ts";
import { generatorVerb } from "./generator.ts";
import { ingress, services } from "./network.ts";
import { clusterRole, clusterRoleBinding, disruptionBudget, namespace, priorityClass, quota, role, roleBinding, serviceAccount } from "./policies.ts";
import { cronJob, deployment, job } from "./workloads.ts";

/** `kubectl create -f` */
const createFiles: Verb = {
  name: "create",
  expects: "nothing",
  flags: [
    ...changeFlags,
    selectorFlag,
    recordFlag,
    validateFlag,
    { name: "save-config", takes: "switch" },
    { name: "edit", takes: "switch" },
    { name: "raw", takes: "text" },
  ],
  run(call) {
    const { flags, args } = call;
    if (args.length > 0) throw misuse("create", `Unexpected args: [${args.join(" ")}]`);
    if (flags.texts("filename").length === 0) throw problem("must specify one of -f and -k");
    const dry = dryRunOf(call);
    const { manifests, problems: unread } = readFiles(call.cluster, queryOf(call), !ignores(call));
    if (manifests.length === 0 && unread.length === 0) throw problem("no objects passed to create");
    const problems: Problem[] = [];
    const reporter = new Reporter(call, dry);
    each(manifests, problems, (manifest) => {
      const { resource, source } = manifest;
      const plain = placed(call, manifest);
      const object = recorded(call, (flags.on("save-config") ? annotated(plain) : plain) as never) as unknown as typeof plain;
      const name = textAt(object, "metadata", "name") ?? "";
      const context = `error when creating ${JSON.stringify(source)}: `;
      const made = dry === "client" ? object : createdAs(call, resource, object, dry, context);
      reporter.done({ resource, name: textAt(made, "metadata", "name") ?? name, operation: "created", object: made });
    });
    reporter.end();
    problems.push(...unread);
    if (problems.length > 0) throw all(problems);
  },
};

const generators = [
  deployment,
  job,
  cronJob,
  configMap,
  genericSecret,
  registrySecret,
  tlsSecret,
  ...services,
  ingress,
  quota,
  namespace,
  serviceAccount,
  role,
  clusterRole,
  roleBinding,
  clusterRoleBinding,
  priorityClass,
  disruptionBudget,
];

/** `kubectl create` and all that it can make out of flags. */
export const create: Family = {
  name: "create",
  verbs: generators.map(generatorVerb),
  own: createFiles,
  unknown: (args) => misuse("create", `Unexpected args: [${args.join(" ")}]`),
};
