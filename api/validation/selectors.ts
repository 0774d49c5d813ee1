import type {
  LabelSelector,
  LabelSelectorRequirement,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
} from "../../schemas/generated/types.ts";
import { allowing } from "../cause.ts";
import { type Check, all, each, fields } from "../check.ts";
import { labels } from "./metadata.ts";
import { type Format, dnsSubdomain, formatted, labelValue, qualifiedName } from "./names.ts";
import { say } from "../words/say.ts";
import { listed, quoted } from "../words/sentence.ts";

type Requirement = LabelSelectorRequirement | NodeSelectorRequirement;

/** What an operator wants of its values. */
type Values = "some" | "none" | "one";

const setOperators: Readonly<Record<string, Values>> = { In: "some", NotIn: "some", Exists: "none", DoesNotExist: "none" };
const nodeOperators: Readonly<Record<string, Values>> = { ...setOperators, Gt: "one", Lt: "one" };
const nodeFieldOperators: Readonly<Record<string, Values>> = { In: "one", NotIn: "one" };

/** The operator is known, and there are as many values as it wants. */
function valuesFit(operators: Readonly<Record<string, Values>>): Check<Requirement> {
  const allowed = listed(Object.keys(operators));
  return ({ operator = "", values = [] }, at, causes) => {
    const wanted = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (wanted === undefined)
      causes.invalid(at.field("operator"), say("no-operator", { operator: quoted(operator), allowed }), {
        code: "selector-operator",
        ...allowing(operator, Object.keys(operators)),
      });
    else if (wanted === "none" && values.length > 0) causes.forbidden(at.field("values"), say("no-values", { operator }));
    else if (wanted === "some" && values.length === 0) causes.required(at.field("values"), say("values-missing", { operator }));
    else if (wanted === "one" && values.length !== 1) causes.required(at.field("values"), say("one-value", { operator, count: values.length }));
  };
}

/** The key is checked even where it is missing: an empty one is no name. */
const keyIs =
  (format: Format): Check<Requirement> =>
  ({ key = "" }, at, causes) =>
    formatted(format)(key, at.field("key"), causes, undefined);

const validValues = fields<Requirement>({ values: each(formatted(labelValue)) });

/** A selector of labels, as workloads, constraints and policies carry it. */
export const labelSelector = fields<LabelSelector>({
  matchLabels: labels,
  matchExpressions: each(all(valuesFit(setOperators), keyIs(qualifiedName), validValues)),
});

const nodeName: Format = (key) =>
  key === "metadata.name" ? undefined : { message: say("no-node-field", { key: quoted(key) }), instead: "metadata.name" };

const matchFields: Check<NodeSelectorRequirement> = all(valuesFit(nodeFieldOperators), keyIs(nodeName), (requirement, at, causes) => {
  if (requirement.key === "metadata.name") each(formatted(dnsSubdomain))(requirement.values ?? [], at.field("values"), causes, undefined);
});

/** A term of a node affinity. A preference may have values that no label can have: it is just never met. */
export function nodeSelectorTerm(values: "strict" | "lenient"): Check<NodeSelectorTerm> {
  const expression = all(valuesFit(nodeOperators), keyIs(qualifiedName));
  return fields<NodeSelectorTerm>({
    matchExpressions: each(values === "strict" ? all(expression, validValues) : expression),
    matchFields: each(matchFields),
  });
}

/** Terms of which a node must meet one. */
export const nodeSelector: Check<NodeSelector> = all(
  ({ nodeSelectorTerms = [] }, at, causes) => {
    if (nodeSelectorTerms.length === 0) causes.required(at.field("nodeSelectorTerms"), say("no-terms"));
  },
  fields<NodeSelector>({ nodeSelectorTerms: each(nodeSelectorTerm("strict")) }),
);
