import type { ClusterRole, ClusterRoleBinding, PolicyRule } from "../../schemas/generated/types.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { problem } from "../core/problem.ts";
import { findResource } from "../core/resources.ts";
import { allNamespacesFlag, noHeadersFlag } from "../line/globals.ts";
import type { Call, Verb } from "./verb.ts";

const knownVerbs = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "use",
  "bind",
  "impersonate",
  "*",
  "approve",
  "sign",
  "escalate",
  "attest",
];

/** `kubectl auth can-i` */
export const canI: Verb = {
  name: "can-i",
  expects: "nothing",
  flags: [
    allNamespacesFlag,
    noHeadersFlag,
    { name: "quiet", short: "q", takes: "switch" },
    { name: "subresource", takes: "text" },
    { name: "list", takes: "switch" },
  ],
  run(call) {
    const { args, flags } = call;
    if (flags.on("list")) {
      call.out(
        "Resources   Non-Resource URLs   Resource Names   Verbs\n*.*         []                  []               [*]\n            [*]                 []               [*]\n",
      );
      return 0;
    }
    const [verb, word, name] = args;
    if (verb === undefined || word === undefined || args.length > 3)
      throw problem(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    const [kind = "", inWord] = word.startsWith("/") ? [word] : word.split("/", 2);
    const resource = kind === "*" || word.startsWith("/") ? undefined : findResource(kind);
    if (!resource && kind !== "*" && !word.startsWith("/")) call.err(`Warning: the server doesn't have a resource type '${kind}'\n\n`);
    else if (resource && !resource.namespaced && !flags.on("all-namespaces"))
      call.err(`Warning: resource '${resource.plural}' is not namespace scoped${resource.group === "" ? "" : ` in group '${resource.group}'`}\n\n`);
    if (!knownVerbs.includes(verb)) call.err(`Warning: verb '${verb}' is not a known verb\n\n`);
    const asked: Request = {
      verb,
      group: resource?.group ?? (kind === "*" ? "*" : ""),
      resource: [resource?.plural ?? kind, flags.text("subresource")].filter(Boolean).join("/"),
      name: inWord ?? name,
    };
    const allowed = !call.cluster.checksAccess || isAllowed(call, asked);
    if (!flags.on("quiet")) call.out(allowed ? "yes\n" : "no\n");
    return allowed ? 0 : 1;
  },
};

interface Request {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string | undefined;
}

/** Whether the roles that are bound to the user allow it. Without `--as`, everything is allowed. */
function isAllowed(call: Call, request: Request): boolean {
  const { flags, cluster, namespace } = call;
  const user = flags.text("as");
  if (user === undefined) return true;
  const groups = new Set([...flags.texts("as-group"), "system:authenticated"]);
  const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(user);
  if (account) for (const group of ["system:serviceaccounts", `system:serviceaccounts:${account[1]}`]) groups.add(group);
  if (groups.has("system:masters")) return true;
  const isBound = ({ subjects = [] }: Stored<ClusterRoleBinding>): boolean =>
    subjects.some(({ kind, name = "", namespace: of }) => {
      if (kind === "ServiceAccount") return account?.[1] === of && account?.[2] === name;
      return kind === "Group" ? groups.has(name) : name === user;
    });
  const bindings = [
    ...cluster.store.list<Stored<ClusterRoleBinding>>("ClusterRoleBinding"),
    ...(flags.on("all-namespaces") ? [] : cluster.store.list<Stored<ClusterRoleBinding>>("RoleBinding", namespace)),
  ];
  return bindings.filter(isBound).some(({ metadata, roleRef }) => {
    const isWide = roleRef?.kind === "ClusterRole";
    const role = cluster.store.get<Stored<ClusterRole>>({
      kind: roleRef?.kind ?? "",
      namespace: isWide ? "" : metadata.namespace,
      name: roleRef?.name ?? "",
    });
    return (role?.rules ?? []).some((rule) => allows(rule, request));
  });
}

function allows(
  { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs = [] }: PolicyRule,
  { verb, group, resource, name }: Request,
): boolean {
  const has = (list: readonly string[], one: string): boolean => list.includes("*") || list.includes(one);
  if (!has(verbs, verb)) return false;
  if (resource.startsWith("/"))
    return nonResourceURLs.some((url) => url === resource || (url.endsWith("*") && resource.startsWith(url.slice(0, -1))));
  return has(apiGroups, group) && has(resources, resource) && (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name)));
}
