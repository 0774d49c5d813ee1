import { Optional } from "@marcbachmann/cel-js";
import type { Causes } from "../../cause.ts";
import type { JsonSchema, ValidationRule } from "../../customResources.ts";
import { sameValue } from "../../equal.ts";
import { memoize } from "../../memoize.ts";
import { isObject } from "../../object.ts";
import type { Path } from "../../path.ts";
import { say } from "../../words/say.ts";
import { type Budget, Expression, type Size, type Values, type Verdict } from "./expression.ts";
import { inOneOrder, valueFor } from "./values.ts";

/** About as much as is looked at in a tenth of a second. */
const most = 5_000_000;

/**
 * Evaluates the rules (`x-kubernetes-validations`) of a definition for an object and its parts. A transition rule, which compares with the old value,
 * is evaluated only for an update. A rule that cannot be evaluated here refuses nothing, and is reported as unchecked.
 */
export function checkRules(value: unknown, old: unknown, schema: JsonSchema, root: Path, causes: Causes): void {
  if (hasRules(schema)) new Rules(causes).check(value, old, schema, root);
}

/** Whether there are rules in a schema. Most have none. */
const hasRules = memoize((schema: JsonSchema): boolean => rulesOf(schema).length > 0 || partsOf(schema).some(hasRules));

function partsOf({ properties, items, additionalProperties }: JsonSchema): JsonSchema[] {
  return [...Object.values(properties ?? {}), ...[items, additionalProperties].filter(isObject)].filter(isObject);
}

interface Rule extends ValidationRule {
  readonly expression: Expression;
  /** The `messageExpression`, if the rule has one. */
  readonly teller: Expression | undefined;
}

/** The rules of a value, parsed once. */
const rulesOf = memoize((schema: JsonSchema): readonly Rule[] => {
  const written: unknown = schema["x-kubernetes-validations"];
  const rules = Array.isArray(written) ? written.filter((one): one is ValidationRule => isObject(one) && typeof one["rule"] === "string") : [];
  return rules.map((one) => ({
    ...one,
    expression: new Expression(one.rule),
    teller: one.messageExpression === undefined ? undefined : new Expression(one.messageExpression),
  }));
});

/** Goes through an object, within one budget. */
class Rules {
  private readonly causes: Causes;
  private readonly budget: Budget = { left: most };

  constructor(causes: Causes) {
    this.causes = causes;
  }

  check(value: unknown, old: unknown, schema: JsonSchema, at: Path): void {
    if (value === null || value === undefined || !hasRules(schema)) return;
    const rules = rulesOf(schema);
    if (rules.length > 0) this.ask(rules, value, old, schema, at);
    if (Array.isArray(value)) this.checkItems(value, old, schema, at);
    else if (isObject(value)) this.checkFields(value, old, schema, at);
  }

  private checkItems(list: readonly unknown[], old: unknown, schema: JsonSchema, at: Path): void {
    const { items } = schema;
    if (items) list.forEach((item, i) => this.check(item, itemBefore(item, old, schema), items, at.index(i)));
  }

  private checkFields(
    fields: Readonly<Record<string, unknown>>,
    old: unknown,
    { properties = {}, additionalProperties }: JsonSchema,
    at: Path,
  ): void {
    for (const [name, held] of Object.entries(fields)) {
      const before = isObject(old) && Object.hasOwn(old, name) ? old[name] : undefined;
      if (Object.hasOwn(properties, name)) this.check(held, before, properties[name]!, at.field(name));
      else if (isObject(additionalProperties)) this.check(held, before, additionalProperties, at.key(name));
    }
  }

  private ask(rules: readonly Rule[], value: unknown, old: unknown, schema: JsonSchema, at: Path): void {
    const size = sizeOf(value);
    const isRoot = at.parent === undefined;
    const self = valueFor(value, schema, isRoot);
    const isSame = old !== undefined && sameValue(value, old);
    for (const rule of rules) {
      const { readsOld } = rule.expression;
      if (readsOld && old === undefined && rule.optionalOldSelf !== true) continue;
      // An unchanged value that was accepted before is not refused.
      if (!readsOld && isSame) continue;
      const values = readsOld ? valuesOfChange(rule, value, old, schema, isRoot) : { self };
      const verdict = rule.expression.judge(values, size, this.budget);
      this.take(verdict, rule, values, size, at);
    }
  }

  private take(verdict: Verdict, rule: Rule, values: Values, size: Size, at: Path): void {
    if (verdict.is === "kept") return;
    if (verdict.is === "unknown") {
      this.causes.unchecked.push({ path: at, rule: rule.rule.trim() });
      return;
    }
    const told = (rule.teller?.text(values, size, this.budget) ?? rule.message)?.trim().replace(/\.$/, "");
    const message = told === undefined ? say("rule-broken", { rule: rule.rule.trim() }) : say("rule-says", { message: told });
    // The server calls the object as a whole so.
    const field = at.parent === undefined && rule.fieldPath === undefined ? { field: "<nil>" } : {};
    if (verdict.is === "failed") this.causes.invalid(at, say("rule-failed", { rule: rule.rule.trim(), why: verdict.why }), field);
    else this.causes.add(rule.reason ?? "FieldValueInvalid", below(at, rule.fieldPath), message, field);
  }
}

/** A value and what was there before. Where the order of lists does not matter to a rule, both have one order where it does not matter to the API server. */
function valuesOfChange({ expression, optionalOldSelf }: Rule, value: unknown, old: unknown, schema: JsonSchema, isRoot: boolean): Values {
  const [self, before] = [value, old].map((one) => {
    return one === undefined ? undefined : valueFor(expression.readsOrder ? one : inOneOrder(one, schema), schema, isRoot);
  });
  return { self, oldSelf: optionalOldSelf === true ? Optional.of(before) : before };
}

/** The item that a list had before in the place of an item. Only those of a list with keys are known again. */
function itemBefore(item: unknown, old: unknown, schema: JsonSchema): unknown {
  const keys = schema["x-kubernetes-list-map-keys"];
  if (schema["x-kubernetes-list-type"] !== "map" || !keys || !Array.isArray(old) || !isObject(item)) return undefined;
  return old.find((one) => isObject(one) && keys.every((key) => sameValue(one[key], item[key]))) as unknown;
}

/** The field that a rule blames, such as `.spec.replicas`, below the value that it is about. */
function below(at: Path, fieldPath = ""): Path {
  const steps = [...fieldPath.matchAll(/\.([\w-]+)|\['([^']+)'\]/g)].map(([, field, key]) => field ?? key!);
  return steps.reduce((path, step) => path.field(step), at);
}

function sizeOf(value: unknown): Size {
  if (typeof value === "string") return { count: 1 + value.length / 16, widest: 1 };
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  let [count, widest] = [1 + parts.length, parts.length];
  for (const part of parts) {
    const size = sizeOf(part);
    count += size.count;
    widest = Math.max(widest, size.widest);
  }
  return { count, widest };
}
