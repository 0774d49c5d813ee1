import type { Container, ContainerResizePolicy, ContainerRestartRule, ContainerRestartRuleOnExitCodes } from "../../../schemas/generated/types.ts";
import { type Check, each, fields, oneOf } from "../../check.ts";
import type { PodScope } from "./scope.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostRules = 20;
const mostValues = 255;

const exitCodes: Check<ContainerRestartRuleOnExitCodes> = ({ operator = "", values = [] }, at, causes) => {
  oneOf("In", "NotIn")(operator, at.field("operator"), causes, undefined);
  if (values.length > mostValues)
    causes.add("FieldValueTooMany", at.field("values"), say("too-many-values", { count: values.length, most: mostValues }));
};

const rule: Check<ContainerRestartRule> = ({ action = "", exitCodes: codes }, at, causes) => {
  oneOf("Restart", "RestartAllContainers")(action, at.field("action"), causes, undefined);
  if (codes === undefined) causes.required(at.field("exitCodes"), say("restart-rule-without-codes"));
  else exitCodes(codes, at.field("exitCodes"), causes, undefined);
};

/** When a container is restarted, where it differs from its pod. */
export const containerRestart: Check<Container> = ({ restartPolicy, restartPolicyRules = [] }, at, causes) => {
  if (restartPolicy !== undefined) oneOf("Always", "OnFailure", "Never")(restartPolicy, at.field("restartPolicy"), causes, undefined);
  else if (restartPolicyRules.length > 0) causes.required(at.field("restartPolicy"), say("restart-rules-without-policy"));
  if (restartPolicy === undefined && at.parent?.step === "initContainers") return;
  const rules = at.field("restartPolicyRules");
  if (restartPolicyRules.length > mostRules)
    causes.add("FieldValueTooMany", rules, say("too-many-rules", { count: restartPolicyRules.length, most: mostRules }));
  each(rule)(restartPolicyRules, rules, causes, undefined);
};

/** What happens to a container when its resources change while it runs. The server blames the list, but for duplicates. */
export const resizePolicy: Check<readonly ContainerResizePolicy[], PodScope> = (policies, list, causes, { spec }) => {
  const seen = new Set<string>();
  policies.forEach(({ resourceName = "", restartPolicy = "" }, i) => {
    const item = list.index(i);
    const at = item.shownAs(list);
    if (seen.has(resourceName)) causes.duplicate(item, say("resize-policy-twice", { name: quoted(resourceName) }));
    seen.add(resourceName);
    if (resourceName === "") causes.required(at, say("resize-resource-missing"));
    else oneOf("cpu", "memory")(resourceName, at, causes, undefined);
    if (restartPolicy === "") causes.required(at, say("resize-restart-missing"));
    else oneOf("NotRequired", "RestartContainer")(restartPolicy, at, causes, undefined);
    if (spec.restartPolicy === "Never" && restartPolicy !== "NotRequired") causes.invalid(at, say("resize-never-restarts"));
  });
};

/** An init container runs once: only a sidecar among them can be restarted by a resize. */
export const initResizePolicy = fields<Container>({
  resizePolicy: (policies, at, causes) =>
    policies.forEach(({ restartPolicy }, i) => {
      if (restartPolicy === "RestartContainer") causes.invalid(at.index(i).field("restartPolicy"), say("resize-of-init-container"));
    }),
});
