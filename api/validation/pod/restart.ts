import type { Container, ContainerResizePolicy, ContainerRestartRule, ContainerRestartRuleOnExitCodes } from "../../../schemas/generated/types.ts";
import type { Causes, CauseType } from "../../cause.ts";
import { type Check, each, fields, oneOf, since } from "../../check.ts";
import { reaches } from "../../version.ts";
import type { PodScope } from "./scope.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostRules = 20;
const mostValues = 255;

/** Until 1.35 a list of too many items was called too long. */
function tooMany({ version }: Causes): CauseType {
  return reaches(version, "1.36") ? "FieldValueTooMany" : "FieldValueTooLong";
}

const exitCodes: Check<ContainerRestartRuleOnExitCodes> = ({ operator = "", values = [] }, at, causes) => {
  oneOf("In", "NotIn")(operator, at.field("operator"), causes, undefined);
  if (values.length > mostValues) causes.add(tooMany(causes), at.field("values"), say("too-many-values", { count: values.length, most: mostValues }));
};

/** Since 1.36 a container can take the whole pod along. */
const actions = since("1.36", oneOf("Restart", "RestartAllContainers"), oneOf("Restart"));

const rule: Check<ContainerRestartRule> = ({ action = "", exitCodes: codes }, at, causes) => {
  actions(action, at.field("action"), causes, undefined);
  if (codes === undefined) causes.required(at.field("exitCodes"), say("restart-rule-without-codes"));
  else exitCodes(codes, at.field("exitCodes"), causes, undefined);
};

/** When a container is restarted, if that differs from its pod. */
export const containerRestart: Check<Container> = ({ restartPolicy, restartPolicyRules = [] }, at, causes) => {
  if (restartPolicy !== undefined) oneOf("Always", "OnFailure", "Never")(restartPolicy, at.field("restartPolicy"), causes, undefined);
  else if (restartPolicyRules.length > 0) causes.required(at.field("restartPolicy"), say("restart-rules-without-policy"));
  const isInitial = at.parent?.step === "initContainers";
  if (restartPolicy === undefined && isInitial) return;
  if (restartPolicy === "Always" && isInitial && !reaches(causes.version, "1.36")) {
    // Before 1.36 a sidecar had no rules.
    if (restartPolicyRules.length > 0) causes.forbidden(at.field("restartPolicyRules"), say("restart-rules-of-sidecar"));
    return;
  }
  const rules = at.field("restartPolicyRules");
  if (restartPolicyRules.length > mostRules)
    causes.add(tooMany(causes), rules, say("too-many-rules", { count: restartPolicyRules.length, most: mostRules }));
  each(rule)(restartPolicyRules, rules, causes, undefined);
};

/** What happens to a container when its resources change while it runs. The server reports the list, but for duplicates. */
export const resizePolicy: Check<readonly ContainerResizePolicy[], PodScope> = (policies, list, causes, { spec }) => {
  const seen = new Set<string>();
  policies.forEach(({ resourceName = "", restartPolicy = "" }, i) => {
    const item = list.index(i);
    const resource = item.field("resourceName").shownAs(list);
    const restart = item.field("restartPolicy").shownAs(list);
    if (seen.has(resourceName)) causes.duplicate(item, say("resize-policy-twice", { name: quoted(resourceName) }));
    seen.add(resourceName);
    if (resourceName === "") causes.required(resource, say("resize-resource-missing"));
    else oneOf("cpu", "memory")(resourceName, resource, causes, undefined);
    if (restartPolicy === "") causes.required(restart, say("resize-restart-missing"));
    else oneOf("NotRequired", "RestartContainer")(restartPolicy, restart, causes, undefined);
    if (spec.restartPolicy === "Never" && restartPolicy !== "NotRequired") causes.invalid(restart, say("resize-never-restarts"));
  });
};

/** Only a sidecar among the init containers can be restarted by a resize. Servers before 1.36 do not check this. */
export const initResizePolicy = since(
  "1.36",
  fields<Container>({
    resizePolicy: (policies, at, causes) =>
      policies.forEach(({ restartPolicy }, i) => {
        if (restartPolicy === "RestartContainer") causes.invalid(at.index(i).field("restartPolicy"), say("resize-of-init-container"));
      }),
  }),
);
