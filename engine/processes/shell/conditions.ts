import type { TestExpression, Word } from "unbash";
import { isStamped } from "../text.ts";
import { matches } from "./pattern.ts";
import type { Context, Shell, Steps } from "./shell.ts";

/** The result of `test` and `[`: 0, 1, or 2 for an invalid condition. Nothing if it is unknown. */
export function conditionOf(args: readonly string[], shell: Shell): number | undefined {
  const reader = { args, at: 0, shell };
  if (args.length === 0) return 1;
  const holds = either(reader);
  if (holds === "wrong" || (holds !== undefined && reader.at < args.length)) return 2;
  return holds === undefined ? undefined : Number(!holds);
}

type Truth = boolean | "wrong" | undefined;

interface Reader {
  readonly args: readonly string[];
  at: number;
  readonly shell: Shell;
}

function either(reader: Reader): Truth {
  let left = both(reader);
  while (reader.args[reader.at] === "-o") {
    reader.at += 1;
    const right = both(reader);
    if (left === "wrong" || right === "wrong") return "wrong";
    left = left === true || right === true ? true : left === undefined || right === undefined ? undefined : false;
  }
  return left;
}

function both(reader: Reader): Truth {
  let left = primary(reader, 0);
  while (reader.args[reader.at] === "-a") {
    reader.at += 1;
    const right = primary(reader, 0);
    if (left === "wrong" || right === "wrong") return "wrong";
    left = left === false || right === false ? false : left === undefined || right === undefined ? undefined : true;
  }
  return left;
}

function primary(reader: Reader, depth: number): Truth {
  const { args, at, shell } = reader;
  const rest = args.length - at;
  const [first, operator, second] = args.slice(at, at + 3);
  if (first === undefined || depth > 100) return "wrong";
  if (rest >= 3 && operator !== undefined && isBinary(operator)) {
    reader.at += 3;
    return compared(operator, first, second!);
  }
  if (first === "!" && rest > 1) {
    reader.at += 1;
    const inner = primary(reader, depth + 1);
    return typeof inner === "boolean" ? !inner : inner;
  }
  if (/^-[a-zA-Z]$/.test(first) && rest > 1) {
    reader.at += 2;
    return unary(first, operator!, shell);
  }
  reader.at += 1;
  return first !== "";
}

const binaries = "= == != < > -eq -ne -lt -le -gt -ge -nt -ot -ef";

function isBinary(operator: string): boolean {
  return binaries.split(" ").includes(operator);
}

function compared(operator: string, a: string, b: string): Truth {
  if (isStamped(a) || isStamped(b)) return undefined;
  if (operator === "=" || operator === "==") return a === b;
  if (operator === "!=") return a !== b;
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  const [x, y] = [wholeNumber(a), wholeNumber(b)];
  if (x === undefined || y === undefined) return operator === "-nt" || operator === "-ot" || operator === "-ef" ? undefined : "wrong";
  switch (operator) {
    case "-eq":
      return x === y;
    case "-ne":
      return x !== y;
    case "-lt":
      return x < y;
    case "-le":
      return x <= y;
    case "-gt":
      return x > y;
    case "-ge":
      return x >= y;
    default:
      return undefined;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\s*[-+]?\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}

function unary(operator: string, operand: string, shell: Shell): Truth {
  if (operator === "-n") return operand !== "";
  if (operator === "-z") return operand === "";
  if (operator === "-t") return false;
  if (!/^-[abcdefghkprsuwxLOGS]$/.test(operator)) return "wrong";
  const files = shell.machine.files;
  const state = isStamped(operand) ? undefined : files.stateOf(files.resolve(operand, shell.own.directory));
  if (!state) {
    shell.machine.remark({ is: "assumedToExist", path: operand.slice(0, 200) });
    return operator !== "-d" || undefined;
  }
  switch (operator) {
    case "-d":
      return state.is === "directory";
    case "-f":
      return state.is === "file";
    case "-s":
      return state.is === "directory" || (state.is === "file" && files.contentOf(files.resolve(operand, shell.own.directory)) !== "");
    default:
      return state.is !== "absent";
  }
}

/** Gives the value of a word. */
export type Value = (word: Word, context: Context) => Steps<string | undefined>;

/** Whether `[[ ]]` is true; nothing if it is unknown. */
export function* holds(expression: TestExpression, context: Context, value: Value): Steps<boolean | undefined> {
  switch (expression.type) {
    case "TestGroup":
      return yield* holds(expression.expression, context, value);
    case "TestNot": {
      const inner = yield* holds(expression.operand, context, value);
      return inner === undefined ? undefined : inner !== (expression.negations.length % 2 === 1);
    }
    case "TestLogical":
      for (const operand of expression.operands) {
        const inner = yield* holds(operand, context, value);
        if (inner === undefined || inner === (expression.operator === "||")) return inner;
      }
      return expression.operator === "&&";
    case "TestUnary": {
      const operand = yield* value(expression.operand, context);
      const truth = operand === undefined ? undefined : unary(expression.operator, operand, context.shell);
      return truth === "wrong" ? undefined : truth;
    }
    case "TestBinary": {
      const left = yield* value(expression.left, context);
      const right = yield* value(expression.right, context);
      return left === undefined || right === undefined ? undefined : binaryHolds(expression.operator, left, right);
    }
  }
}

function binaryHolds(operator: string, left: string, right: string): boolean | undefined {
  if (operator === "=~" || isStamped(left) || isStamped(right)) return undefined;
  if (operator === "=" || operator === "==") return matches(right, left);
  if (operator === "!=") return !matches(right, left);
  const truth = compared(operator, left, right);
  return truth === "wrong" ? undefined : truth;
}
