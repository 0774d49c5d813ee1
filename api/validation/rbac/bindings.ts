import type { ClusterRoleBinding, RoleBinding, RoleRef, Subject } from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, oneOf, required } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, pathSegment } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";
import { say } from "../../words/say.ts";

const rbac = "rbac.authorization.k8s.io";

type Binding = RoleBinding | ClusterRoleBinding;

function roleRef(...kinds: readonly string[]): Check<RoleRef> {
  const [group, kind] = [oneOf(rbac), oneOf(...kinds)];
  return all(
    (ref, at, causes) => {
      group(ref.apiGroup ?? "", at.field("apiGroup"), causes, undefined);
      kind(ref.kind ?? "", at.field("kind"), causes, undefined);
    },
    required<RoleRef>("name"),
    fields<RoleRef>({ name: formatted(pathSegment) }),
  );
}

const subjectKind = oneOf("ServiceAccount", "User", "Group");

/** Whom a binding is for. Only ServiceAccounts are objects: users and groups are names that the cluster's authentication knows. */
function subject(within: "namespace" | "cluster"): Check<Subject> {
  return all(required<Subject>("name"), (who, at, causes) => {
    const { kind = "", apiGroup = "", name = "", namespace = "" } = who;
    switch (kind) {
      case "ServiceAccount":
        if (name !== "") formatted(dnsSubdomain)(name, at.field("name"), causes, undefined);
        if (apiGroup !== "") causes.notSupported(at.field("apiGroup"), apiGroup, ['""']);
        if (within === "cluster" && namespace === "") causes.required(at.field("namespace"), say("account-namespace-missing"));
        break;
      case "User":
      case "Group":
        oneOf(rbac)(apiGroup, at.field("apiGroup"), causes, undefined);
        break;
      default:
        subjectKind(kind, at.field("kind"), causes, undefined);
    }
  });
}

const sameRole = all(objectMetaUpdate, immutable<Binding>("RoleBinding", "roleRef"));

/** How the API server checks a RoleBinding. */
export const roleBinding: KindRules<RoleBinding> = {
  validate: all(objectMeta(pathSegment), bound(roleRef("Role", "ClusterRole")), fields<RoleBinding>({ subjects: each(subject("namespace")) })),
  validateUpdate: sameRole,
};

/** How the API server checks a ClusterRoleBinding. */
export const clusterRoleBinding: KindRules<ClusterRoleBinding> = {
  validate: all(
    objectMeta(pathSegment, "cluster"),
    bound(roleRef("ClusterRole")),
    fields<ClusterRoleBinding>({ subjects: each(subject("cluster")) }),
  ),
  validateUpdate: sameRole,
};

/** A binding without a role is checked like one with an empty role. */
function bound(check: Check<RoleRef>): Check<Binding> {
  return (binding, at, causes) => check(binding.roleRef ?? {}, at.field("roleRef"), causes, undefined);
}
