import type { AggregationRule, ClusterRole, LabelSelector, PolicyRule, Role } from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, required } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { pathSegment } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { labelSelector } from "../selectors.ts";
import { faultySelector } from "../workloads/selection.ts";
import { say } from "../../words/say.ts";

const resourceRule = required<PolicyRule>("apiGroups", "resources");

/** A rule is about resources or, in a ClusterRole, about URLs such as `/healthz`. */
function policyRule(within: "namespace" | "cluster"): Check<PolicyRule> {
  return all(required<PolicyRule>("verbs"), (rule, at, causes) => {
    const { nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
    if (nonResourceURLs.length === 0) return resourceRule(rule, at, causes, undefined);
    const urls = at.field("nonResourceURLs");
    if (within === "namespace") causes.invalid(urls, say("urls-in-role"), { code: "policy-rule" });
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      causes.invalid(urls, say("resources-and-urls"), { code: "policy-rule" });
    }
  });
}

/** The server reads each selector with a second reader, which blames the whole of what the first one blamed in detail. */
const readTwice: Check<LabelSelector> = (selector, at, causes) => {
  const before = causes.list.length;
  labelSelector(selector, at, causes, undefined);
  const fault = causes.list[before];
  if (fault) faultySelector(fault, at, causes);
};

const aggregationRule = all(required<AggregationRule>("clusterRoleSelectors"), fields<AggregationRule>({ clusterRoleSelectors: each(readTwice) }));

/** How the API server checks a Role. */
export const role: KindRules<Role> = {
  validate: all(objectMeta(pathSegment), fields<Role>({ rules: each(policyRule("namespace")) })),
  validateUpdate: objectMetaUpdate,
};

/** How the API server checks a ClusterRole. */
export const clusterRole: KindRules<ClusterRole> = {
  validate: all(objectMeta(pathSegment, "cluster"), fields<ClusterRole>({ rules: each(policyRule("cluster")), aggregationRule })),
  validateUpdate: objectMetaUpdate,
};
