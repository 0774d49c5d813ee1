import { parseQuantity } from "../../../api/quantity.ts";
import { Problem, problem } from "../../core/problem.ts";
import { findResource } from "../../core/resources.ts";
import type { Plain } from "../../core/plain.ts";
import type { Flag } from "../../line/flags.ts";
import type { Call } from "../verb.ts";
import { type Generator, pairsOf } from "./generator.ts";

/** `kubectl create namespace` */
export const namespace: Generator = {
  name: "namespace",
  aliases: ["ns"],
  flags: [],
  make: (_, name) => ({ kind: "Namespace", apiVersion: "v1", metadata: { name }, spec: {}, status: {} }),
};

/** `kubectl create serviceaccount` */
export const serviceAccount: Generator = {
  name: "serviceaccount",
  aliases: ["sa"],
  failure: "failed to create serviceaccount:",
  flags: [],
  make: (_, name) => ({ kind: "ServiceAccount", apiVersion: "v1", metadata: { name } }),
};

const quantityFault = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** `kubectl create quota` */
export const quota: Generator = {
  name: "quota",
  aliases: ["resourcequota"],
  failure: "failed to create quota:",
  flags: [
    { name: "hard", takes: "text" },
    { name: "scopes", takes: "text" },
  ],
  make({ flags }, name) {
    const hard = (flags.text("hard") ?? "").split(",").filter((part) => part !== "");
    const wrong = hard.find((part) => part.split("=").length !== 2);
    if (wrong !== undefined) throw problem(`Invalid argument syntax ${wrong}, expected <resource>=<value>`);
    if (hard.some((part) => parseQuantity(part.split("=")[1]!) === undefined)) throw problem(quantityFault);
    const scopes = (flags.text("scopes") ?? "").split(",").filter((part) => part !== "");
    const spec = { ...(hard.length > 0 && { hard: pairsOf(hard) }), ...(scopes.length > 0 && { scopes }) };
    return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name }, spec, status: {} };
  },
};

/** `kubectl create poddisruptionbudget` */
export const disruptionBudget: Generator = {
  name: "poddisruptionbudget",
  aliases: ["pdb"],
  failure: "failed to create poddisruptionbudgets:",
  flags: [
    { name: "min-available", takes: "text" },
    { name: "max-unavailable", takes: "text" },
    { name: "selector", takes: "text" },
  ],
  make({ flags }, name) {
    const amount = (flag: string): string | number | undefined => {
      const text = flags.text(flag);
      return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
    };
    const [least, most, selector] = [amount("min-available"), amount("max-unavailable"), flags.text("selector") ?? ""];
    if (selector === "") throw problem("a selector must be specified");
    if (least === undefined && most === undefined) throw problem("one of min-available or max-unavailable must be specified");
    if (least !== undefined && most !== undefined) throw problem("min-available and max-unavailable cannot be both specified");
    const matchLabels = pairsOf(selector.split(",").map((part) => part.replace("==", "=")));
    return {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name },
      spec: { ...(least === undefined ? { maxUnavailable: most } : { minAvailable: least }), selector: { matchLabels } },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
};

/** `kubectl create priorityclass` */
export const priorityClass: Generator = {
  name: "priorityclass",
  aliases: ["pc"],
  failure: "failed to create priorityclass:",
  flags: [
    { name: "value", takes: "integer", required: true },
    { name: "global-default", takes: "switch" },
    { name: "description", takes: "text" },
    { name: "preemption-policy", takes: "text" },
  ],
  make: ({ flags }, name) => ({
    kind: "PriorityClass",
    apiVersion: "scheduling.k8s.io/v1",
    metadata: { name },
    value: flags.integer("value"),
    ...(flags.on("global-default") && { globalDefault: true }),
    ...(flags.has("description") && { description: flags.text("description") }),
    preemptionPolicy: flags.text("preemption-policy") ?? "PreemptLowerPriority",
  }),
};

const ruleFlags: readonly Flag[] = [
  { name: "verb", takes: "list" },
  { name: "resource", takes: "list" },
  { name: "resource-name", takes: "texts" },
];

const standardVerbs = new Set([
  "*",
  "get",
  "delete",
  "list",
  "create",
  "update",
  "patch",
  "watch",
  "proxy",
  "deletecollection",
  "use",
  "bind",
  "approve",
  "sign",
  "escalate",
  "impersonate",
]);

function rulesOf({ flags, err }: Call, lacking: string): Plain[] {
  const verbs = [...new Set(flags.texts("verb"))];
  if (verbs.length === 0) throw problem("at least one verb must be specified");
  const urls = flags.texts("non-resource-url");
  if (flags.texts("resource").length === 0 && urls.length === 0) throw problem(lacking);
  for (const verb of verbs) if (!standardVerbs.has(verb)) err(`Warning: '${verb}' is not a standard resource verb\n`);
  const byGroup = new Map<string, string[]>();
  for (const word of flags.texts("resource")) {
    const [name = "", sub] = word.split("/");
    const resource = name === "*" ? { group: "*", plural: "*" } : findResource(name);
    if (!resource) throw new Problem(`the server doesn't have a resource type ${JSON.stringify(name)}`);
    byGroup.set(resource.group, [...(byGroup.get(resource.group) ?? []), sub === undefined ? resource.plural : `${resource.plural}/${sub}`]);
  }
  const names = flags.texts("resource-name");
  const rules = [...byGroup].map(([group, resources]): Plain => ({
    apiGroups: [group],
    resources,
    ...(names.length > 0 && { resourceNames: names }),
    verbs,
  }));
  return urls.length > 0 ? [...rules, { nonResourceURLs: urls, verbs }] : rules;
}

/** `kubectl create role` */
export const role: Generator = {
  name: "role",
  flags: ruleFlags,
  make: (call, name) => ({
    kind: "Role",
    apiVersion: "rbac.authorization.k8s.io/v1",
    metadata: { name },
    rules: rulesOf(call, "at least one resource must be specified"),
  }),
};

/** `kubectl create clusterrole` */
export const clusterRole: Generator = {
  name: "clusterrole",
  flags: [...ruleFlags, { name: "non-resource-url", takes: "list" }, { name: "aggregation-rule", takes: "texts" }],
  make(call, name) {
    const head = { kind: "ClusterRole", apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name } };
    const labels = call.flags.texts("aggregation-rule");
    if (labels.length === 0) return { ...head, rules: rulesOf(call, "one of resource or nonResourceURL must be specified") };
    return { ...head, rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels: pairsOf(labels) }] } };
  },
};

/** The flags that name users, groups and accounts. */
export const subjectFlags: readonly Flag[] = [
  { name: "user", takes: "texts" },
  { name: "group", takes: "texts" },
  { name: "serviceaccount", takes: "texts" },
];

const apiGroup = "rbac.authorization.k8s.io";

/** The users, groups and accounts that flags name. */
export function subjectsOf({ flags }: Call): readonly Plain[] {
  const accounts = flags.texts("serviceaccount").map((text) => {
    const [namespace = "", account, ...more] = text.split(":");
    if (!account || namespace === "" || more.length > 0) throw problem("serviceaccount must be <namespace>:<name>");
    return { kind: "ServiceAccount", name: account, namespace };
  });
  return [
    ...flags.texts("user").map((user) => ({ kind: "User", apiGroup, name: user })),
    ...flags.texts("group").map((group) => ({ kind: "Group", apiGroup, name: group })),
    ...accounts,
  ];
}

function binding(kind: string, call: Call, name: string, of: { readonly kind: string; readonly name: string }): Plain {
  return { kind, apiVersion: `${apiGroup}/v1`, metadata: { name }, subjects: subjectsOf(call), roleRef: { apiGroup, ...of } };
}

/** `kubectl create rolebinding` */
export const roleBinding: Generator = {
  name: "rolebinding",
  failure: "failed to create rolebinding:",
  flags: [...subjectFlags, { name: "role", takes: "text" }, { name: "clusterrole", takes: "text" }],
  make(call, name) {
    const [own, wide] = [call.flags.text("role"), call.flags.text("clusterrole")];
    if ((own === undefined) === (wide === undefined)) throw problem("exactly one of clusterrole or role must be specified");
    return binding("RoleBinding", call, name, own === undefined ? { kind: "ClusterRole", name: wide! } : { kind: "Role", name: own });
  },
};

/** `kubectl create clusterrolebinding` */
export const clusterRoleBinding: Generator = {
  name: "clusterrolebinding",
  failure: "failed to create clusterrolebinding:",
  flags: [...subjectFlags, { name: "clusterrole", takes: "text", required: true }],
  make: (call, name) => binding("ClusterRoleBinding", call, name, { kind: "ClusterRole", name: call.flags.text("clusterrole") ?? "" }),
};
