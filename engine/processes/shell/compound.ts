import type { CommandNode, CompoundList, Word } from "unbash";
import type { Task } from "../machine.ts";
import { leavesLoop, loop } from "./loop.ts";
import { matches } from "./pattern.ts";
import { type Context, runsOn, step, type Steps } from "./shell.ts";
import type { Words } from "./words.ts";

/** What compound commands are made of. */
export interface Parts {
  readonly words: Words;
  readonly body: (list: CompoundList, context: Context) => Task;
}

/** A node of one type. */
export type Of<T extends CommandNode["type"]> = Extract<CommandNode, { type: T }>;

/** `if`. */
export function* conditional(node: Of<"If">, context: Context, parts: Parts): Task {
  for (const { clause, then } of [node, ...node.elif]) {
    const code = yield* parts.body(clause, { ...context, guarded: true });
    if (context.shell.own.flow) return code;
    if (code === 0) return yield* parts.body(then, context);
  }
  return node.else ? yield* parts.body(node.else, context) : 0;
}

/** Whether `while` or `until` goes on. */
export function* goesOn({ clause, kind }: Of<"While">, context: Context, parts: Parts): Steps<boolean> {
  const code = yield* parts.body(clause, { ...context, guarded: true });
  return (code === 0) === (kind === "while");
}

/** `for NAME in ...`. */
export function* forEach(node: Of<"For">, context: Context, parts: Parts): Task {
  const { shell } = context;
  const items = node.wordlist ? yield* parts.words.fields(node.wordlist, context) : shell.own.parameters.slice(1);
  if (!items) return yield* runsOn(shell, (node.wordlist ?? []).map(({ text }) => text).join(" "));
  let code = 0;
  for (const item of items) {
    yield* step(shell);
    shell.variables.set(node.name.value, item);
    code = yield* parts.body(node.body, context);
    if (shell.own.flow && leavesLoop(shell)) return code;
  }
  return code;
}

/** `for ((...))`. */
export function* counted(node: Of<"ArithmeticFor">, context: Context, parts: Parts): Task {
  if (node.initialize && (yield* parts.words.number(node.initialize, context)) === undefined) return yield* runsOn(context.shell, "for ((...))");
  return yield* loop(
    context,
    () => counts(node, context, parts),
    () => countedBody(node, context, parts),
  );
}

function* counts({ test }: Of<"ArithmeticFor">, context: Context, parts: Parts): Steps<boolean> {
  const value = test ? yield* parts.words.number(test, context) : 1;
  return value === undefined ? yield* runsOn(context.shell, "for ((...))") : value !== 0;
}

function* countedBody({ body, update }: Of<"ArithmeticFor">, context: Context, parts: Parts): Task {
  const code = yield* parts.body(body, context);
  if (update && (!context.shell.own.flow || context.shell.own.flow.is === "continue")) yield* parts.words.number(update, context);
  return code;
}

/** `case`. */
export function* caseOf(node: Of<"Case">, context: Context, parts: Parts): Task {
  const value = yield* parts.words.value(node.word, context);
  if (value === undefined) return yield* runsOn(context.shell, node.word.text);
  let falls = false;
  for (const { pattern, body, terminator } of node.items) {
    if (!falls && !(yield* fits(pattern, value, context, parts))) continue;
    const code = yield* parts.body(body, context);
    falls = terminator === ";&";
    if (!falls) return code;
  }
  return 0;
}

function* fits(patterns: readonly Word[], value: string, context: Context, parts: Parts): Steps<boolean> {
  for (const each of patterns) {
    const pattern = yield* parts.words.value(each, context);
    if (pattern !== undefined && matches(pattern, value)) return true;
  }
  return false;
}
