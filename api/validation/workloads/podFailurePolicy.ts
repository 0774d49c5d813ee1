import type {
  JobSpec,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from "../../../schemas/generated/types.ts";
import { type Check, choice, each } from "../../check.ts";
import { formatted, qualifiedName } from "../names.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostRules = 20;
const mostExitCodes = 255;
const mostConditions = 20;

const containerName: Check<string, JobSpec> = (name, at, causes, { template }) => {
  const { containers = [], initContainers = [] } = template?.spec ?? {};
  if (![...containers, ...initContainers].some((container) => (container.name ?? "") === name))
    causes.invalid(at, say("no-template-container", { name: quoted(name) }));
};

const onExitCodes: Check<PodFailurePolicyOnExitCodesRequirement, JobSpec> = (codes, at, causes, job) => {
  const { operator, values = [] } = codes;
  const list = at.field("values");
  choice<PodFailurePolicyOnExitCodesRequirement>("operator", "In", "NotIn")(codes, at, causes, undefined);
  if (codes.containerName !== undefined) containerName(codes.containerName, at.field("containerName"), causes, job);
  if (values.length === 0) causes.invalid(list, say("exit-codes-missing"));
  if (values.length > mostExitCodes) causes.add("FieldValueTooMany", list, say("too-many-exit-codes", { count: values.length, most: mostExitCodes }));
  values.forEach((value, i) => {
    if (operator === "In" && value === 0) causes.invalid(list.index(i), say("success-is-no-failure"));
    if (values.indexOf(value) < i) causes.duplicate(list.index(i), say("exit-code-twice", { value }));
  });
  if (values.some((value, i) => i > 0 && values[i - 1]! > value)) causes.invalid(list, say("exit-codes-unordered"));
};

const condition: Check<PodFailurePolicyOnPodConditionsPattern> = (pattern, at, causes) => {
  formatted(qualifiedName)(pattern.type ?? "", at.field("type"), causes, undefined);
  choice<PodFailurePolicyOnPodConditionsPattern>("status", "False", "True", "Unknown")(pattern, at, causes, undefined);
};

const rule: Check<PodFailurePolicyRule, JobSpec> = (rule, at, causes, job) => {
  const { action, onExitCodes: codes, onPodConditions: conditions = [] } = rule;
  choice<PodFailurePolicyRule>("action", "Count", "FailIndex", "FailJob", "Ignore")(rule, at, causes, undefined);
  if (action === "FailIndex" && job.backoffLimitPerIndex === undefined) causes.invalid(at.field("action"), say("fail-index-without-limit"));
  if (codes !== undefined) onExitCodes(codes, at.field("onExitCodes"), causes, job);
  const list = at.field("onPodConditions");
  if (conditions.length > mostConditions)
    causes.add("FieldValueTooMany", list, say("too-many-conditions", { count: conditions.length, most: mostConditions }));
  each(condition)(conditions, list, causes, undefined);
  if ((codes === undefined) === (conditions.length === 0)) causes.invalid(at, say("codes-or-conditions"));
};

/** What a Job makes of pods that fail. */
export const podFailurePolicy: Check<PodFailurePolicy, JobSpec> = ({ rules = [] }, at, causes, job) => {
  const list = at.field("rules");
  if (rules.length > mostRules) causes.add("FieldValueTooMany", list, say("too-many-rules", { count: rules.length, most: mostRules }));
  each(rule)(rules, list, causes, job);
};
