import type { ArithmeticBinary, ArithmeticExpression, ArithmeticUnary } from "unbash";
import { isStamped } from "../text.ts";
import type { Shell, Steps } from "./shell.ts";

/** Expands the words in an arithmetic expression. */
export type Expand = (text: string) => Steps<string | undefined>;

/** The value of `$(( ))`, if it can be computed. */
export function* arithmetic(expression: ArithmeticExpression | undefined, shell: Shell, expand: Expand): Steps<number | undefined> {
  if (!expression) return 0;
  switch (expression.type) {
    case "ArithmeticWord":
      return numberOf(shell, (yield* expand(expression.value)) ?? "?");
    case "ArithmeticGroup":
      return yield* arithmetic(expression.expression, shell, expand);
    case "ArithmeticTernary": {
      const holds = yield* arithmetic(expression.test, shell, expand);
      return holds === undefined ? undefined : yield* arithmetic(holds === 0 ? expression.alternate : expression.consequent, shell, expand);
    }
    case "ArithmeticUnary":
      return yield* unary(expression, shell, expand);
    case "ArithmeticBinary":
      return yield* binary(expression, shell, expand);
    case "ArithmeticCommandExpansion":
      return numberOf(shell, (yield* expand(expression.text)) ?? "?");
  }
}

function* unary({ operator, operand, prefix }: ArithmeticUnary, shell: Shell, expand: Expand): Steps<number | undefined> {
  const value = yield* arithmetic(operand, shell, expand);
  if (value === undefined) return undefined;
  switch (operator) {
    case "-":
      return -value;
    case "+":
      return value;
    case "!":
      return value === 0 ? 1 : 0;
    case "~":
      return ~value;
    case "++":
    case "--": {
      const next = operator === "++" ? value + 1 : value - 1;
      return assign(operand, next, shell) ? (prefix ? next : value) : undefined;
    }
    default:
      return undefined;
  }
}

function* binary({ operator, left, right }: ArithmeticBinary, shell: Shell, expand: Expand): Steps<number | undefined> {
  if (operator === "=") {
    const value = yield* arithmetic(right, shell, expand);
    return value !== undefined && assign(left, value, shell) ? value : undefined;
  }
  const a = yield* arithmetic(left, shell, expand);
  if (a === undefined) return undefined;
  if (operator === "&&" && a === 0) return 0;
  if (operator === "||" && a !== 0) return 1;
  const b = yield* arithmetic(right, shell, expand);
  if (b === undefined) return undefined;
  const assigns = /^([-+*/%&|^]|<<|>>)=$/.exec(operator)?.[1];
  const value = computed(assigns ?? operator, a, b);
  return value === undefined || (assigns && !assign(left, value, shell)) ? undefined : value;
}

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => Math.trunc(a / b),
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "&&": (_, b) => Number(b !== 0),
  "||": (_, b) => Number(b !== 0),
  ",": (_, b) => b,
};

function computed(operator: string, a: number, b: number): number | undefined {
  const value = Object.hasOwn(operators, operator) ? operators[operator]!(a, b) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function assign(target: ArithmeticExpression, value: number, { variables }: Shell): boolean {
  if (target.type !== "ArithmeticWord" || !/^[A-Za-z_]\w*$/.test(target.value)) return false;
  variables.set(target.value, String(value));
  return true;
}

/** A number, or the number in a variable: one that is not set counts as 0. */
function numberOf({ variables }: Shell, text: string): number | undefined {
  const value = /^[A-Za-z_]\w*$/.test(text) ? (variables.get(text) ?? "0") : text;
  if (isStamped(value) || text === "RANDOM") return undefined;
  const number = value.trim() === "" ? 0 : Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
