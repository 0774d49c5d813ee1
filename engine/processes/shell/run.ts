import {
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  parse,
  type PipelineNode,
  type Redirection,
  type Script,
  type Statement,
} from "unbash";
import type { Task } from "../machine.ts";
import { conditionOf, holds } from "./conditions.ts";
import { caseOf, conditional, counted, forEach, goesOn, type Parts } from "./compound.ts";
import { loop } from "./loop.ts";
import { asWord, isSubstituted, wordsText } from "./nodes.ts";
import { redirected } from "./redirect.ts";
import { type Context, deepest, type Flow, longestValue, runsOn, type Shell, step, type Steps, type Streams, subshell } from "./shell.ts";
import { Words } from "./words.ts";

/** Runs a program; nothing if it is unknown. */
export type RunProgram = (argv: readonly string[], context: Context) => Task | undefined;

/** Runs a builtin command; nothing if the command is not one. */
export type RunBuiltin = (argv: readonly string[], context: Context, self: Interpreter) => Task | undefined;

/** Runs scripts of a shell, given the programs that it can run. */
export class Interpreter {
  private readonly words = new Words((script, context) => this.substitute(script, context));
  private readonly parts: Parts = { words: this.words, body: (list, context) => this.body(list, context) };
  private readonly runProgram: RunProgram;
  private readonly runBuiltin: RunBuiltin;

  constructor(runProgram: RunProgram, runBuiltin: RunBuiltin) {
    this.runProgram = runProgram;
    this.runBuiltin = runBuiltin;
  }

  *script(text: string, context: Context): Task {
    const parsed = parse(text);
    if (parsed.errors?.length) return yield* runsOn(context.shell, text);
    if (context.shell.own.depth > deepest) return yield* runsOn(context.shell, text);
    const code = yield* this.statements(parsed.commands, context);
    return codeOf(context.shell, code);
  }

  /** Runs a whole script, and then the shell's EXIT trap. */
  *wholeScript(text: string, context: Context): Task {
    const { own, traps } = context.shell;
    const code = yield* this.script(text, context);
    const action = traps.get("EXIT");
    if (!action) return code;
    own.flow = undefined;
    own.status = code;
    const last = yield* this.script(action, { ...context, last: false, guarded: true });
    return (own.flow as Flow | undefined)?.is === "exit" ? last : code;
  }

  private *substitute({ commands }: Script, context: Context): Steps<string> {
    let text = "";
    const shell = subshell(context.shell);
    if (shell.own.depth > deepest) return yield* runsOn(shell, "$(...)");
    const out = (more: string): void => {
      if (text.length <= longestValue) text += more;
    };
    const code = yield* this.statements(commands, { ...context, shell, streams: { ...context.streams, out }, last: false });
    context.shell.own.status = codeOf(shell, code);
    return text.replace(/\n+$/, "");
  }

  private *statements(list: readonly Statement[], context: Context): Task {
    const { own } = context.shell;
    let code = 0;
    for (const [i, { command: node, background }] of list.entries()) {
      const last = context.last && i === list.length - 1 && (context.shell.dialect !== "bash" || list.length === 1);
      if (background) code = this.inBackground(node, context);
      else code = yield* this.pipeline(node, { ...context, last });
      own.status = code;
      if (own.flow) break;
    }
    return code;
  }

  private inBackground(node: PipelineNode | Statement["command"], context: Context): number {
    const shell = subshell(context.shell);
    if (shell.own.depth > deepest) return 1;
    const streams = { ...context.streams, input: undefined };
    context.shell.jobs.push(shell.machine.spawn(this.alone(node, { ...context, shell, streams, last: false, guarded: false })));
    return 0;
  }

  private *alone(node: Statement["command"], context: Context): Task {
    return codeOf(context.shell, yield* this.pipeline(node, context));
  }

  private *pipeline(node: PipelineNode | Statement["command"], context: Context): Task {
    if (node.type === "AndOr") return yield* this.andOr(node, context);
    if (node.type !== "Pipeline") return yield* this.checked(this.simple(node, context), context, node);
    const negated = node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
    const inner = { ...context, guarded: context.guarded || negated, last: false };
    const run = node.commands.length === 1 ? this.simple(node.commands[0]!, inner) : this.piped(node.commands, inner);
    const code = yield* run;
    return negated ? Number(code === 0) : yield* this.checked(given(code), context);
  }

  /** Runs a pipeline: each command reads the output of the previous one. */
  private *piped(nodes: readonly CommandNode[], context: Context): Task {
    let { input } = context.streams;
    let code = 0;
    for (const [i, node] of nodes.entries()) {
      let text = "";
      const last = i === nodes.length - 1;
      const out = (more: string): void => {
        if (text.length <= longestValue * 10) text += more;
      };
      const shell = subshell(context.shell);
      code = codeOf(shell, yield* this.simple(node, { ...context, shell, streams: { ...context.streams, input, ...(!last && { out }) } }));
      input = { text };
    }
    return code;
  }

  private *andOr(node: Extract<Statement["command"], { type: "AndOr" }>, context: Context): Task {
    let code = 0;
    for (const [i, each] of node.commands.entries()) {
      const operator = i === 0 ? undefined : node.operators[i - 1];
      if (operator && (operator === "&&") !== (code === 0)) continue;
      const final = i === node.commands.length - 1;
      code = yield* this.pipeline(each, {
        ...context,
        guarded: context.guarded || !final,
        last: context.last && final && context.shell.dialect !== "bash",
      });
      context.shell.own.status = code;
      if (context.shell.own.flow) break;
    }
    return code;
  }

  /** With `set -e` an unchecked failure ends the shell. */
  private *checked(task: Task, { shell, guarded }: Context, node?: CommandNode): Task {
    const code = yield* task;
    const looksItself = node && ["If", "While", "For", "Case", "BraceGroup"].includes(node.type);
    if (code !== 0 && !guarded && !looksItself && shell.options.has("e") && !shell.own.flow) shell.own.flow = { is: "exit", code };
    return code;
  }

  private *simple(node: CommandNode, context: Context): Task {
    const { shell } = context;
    yield* step(shell);
    switch (node.type) {
      case "Command":
        return yield* this.plain(node, context);
      case "Redirected":
        return yield* this.withStreams(node.redirects, context, (inner) => this.simple(node.command, inner));
      case "Subshell":
        return yield* this.inSubshell(node.body, context);
      case "BraceGroup":
        return yield* this.body(node.body, context);
      case "Function":
        shell.functions.set(node.name.value, node);
        return 0;
      case "If":
        return yield* conditional(node, context, this.parts);
      case "While":
        return yield* loop(
          context,
          () => goesOn(node, context, this.parts),
          () => this.body(node.body, context),
        );
      case "For":
        return yield* forEach(node, context, this.parts);
      case "ArithmeticFor":
        return yield* counted(node, context, this.parts);
      case "Case":
        return yield* caseOf(node, context, this.parts);
      case "TestCommand": {
        const truth = yield* holds(node.expression, context, (word) => this.words.value(word, context));
        return truth === undefined ? yield* runsOn(shell, "[[ ... ]]") : Number(!truth);
      }
      case "ArithmeticCommand": {
        const value = yield* this.words.number(node.expression, context);
        return value === undefined ? yield* runsOn(shell, `((${node.body}))`) : Number(value === 0);
      }
      default:
        return yield* runsOn(shell, node.type.toLowerCase());
    }
  }

  private *body({ commands }: CompoundList, context: Context): Task {
    return yield* this.statements(commands, { ...context, last: false });
  }

  private *inSubshell({ commands }: CompoundList, context: Context): Task {
    const shell = subshell(context.shell);
    if (shell.own.depth > deepest) return yield* runsOn(shell, "( )");
    return codeOf(shell, yield* this.statements(commands, { ...context, shell, last: false }));
  }

  private *plain(node: Command, context: Context): Task {
    const { shell } = context;
    const assignments = node.prefix.filter((each): each is Assignment => each.type === "Assignment");
    const list = [...(node.name ? [node.name] : []), ...node.args.map(asWord)];
    const argv = yield* this.words.fields(list, context);
    if (!argv) return yield* runsOn(shell, wordsText(node));
    const set = new Map<string, string>();
    for (const { name, value, append } of assignments) {
      const next = value.type === "Word" ? yield* this.words.value(value, context) : undefined;
      if (next === undefined) return yield* runsOn(shell, wordsText(node));
      set.set(name, (append ? (shell.variables.get(name) ?? "") : "") + next);
    }
    if (argv.length === 0) {
      for (const [name, value] of set) shell.variables.set(name, value.slice(0, longestValue));
      return yield* this.withStreams(node.redirects, context, () => given(isSubstituted(assignments) ? shell.own.status : 0));
    }
    const scope = set.size === 0 ? shell : { ...shell, variables: new Map([...shell.variables, ...set]) };
    return yield* this.withStreams(node.redirects, { ...context, shell: scope }, (inner) => this.command(argv, inner));
  }

  private *withStreams(redirections: readonly Redirection[], context: Context, run: (context: Context) => Task): Task {
    const streams = yield* redirected(redirections, context, this.words);
    if (streams === undefined) return yield* runsOn(context.shell, redirections.map(({ operator }) => operator).join(" "));
    if (typeof streams !== "string") return yield* run({ ...context, streams });
    context.streams.err(`sh: ${streams}\n`);
    return 1;
  }

  *command(argv: readonly string[], context: Context): Task {
    const { shell } = context;
    const [name = ""] = argv;
    const known = shell.functions.get(name);
    if (known) return yield* this.call(known.body, argv, context);
    if (name === "[" || name === "test") {
      const closed = name === "test" || argv.at(-1) === "]";
      const code = closed ? conditionOf(argv.slice(1, name === "[" ? -1 : undefined), shell) : 2;
      return code ?? (yield* runsOn(shell, argv.join(" ")));
    }
    const task = this.runBuiltin(argv, context, this) ?? this.runProgram(argv, context);
    if (!task) return yield* runsOn(shell, argv.join(" "));
    const since = shell.machine.now;
    shell.own.waiting = since;
    const code = yield* task;
    shell.own.waiting = undefined;
    if (shell.machine.now > since) shell.own.pause = shell.machine.now - since;
    return code;
  }

  private *call(node: CommandNode | CompoundList, argv: readonly string[], context: Context): Task {
    const { own, variables } = context.shell;
    if (own.depth > deepest) return yield* runsOn(context.shell, argv.join(" "));
    const before = own.parameters;
    own.parameters = [before[0] ?? "sh", ...argv.slice(1)];
    own.depth += 1;
    const scope = new Map<string, string | undefined>();
    own.locals = [...own.locals, scope];
    let code = yield* node.type === "CompoundList" ? this.body(node, context) : this.simple(node, { ...context, last: false });
    if (own.flow?.is === "return") {
      code = own.flow.code;
      own.flow = undefined;
    }
    own.depth -= 1;
    own.locals = own.locals.slice(0, -1);
    restore(variables, scope);
    own.parameters = before;
    return code;
  }
}

// oxlint-disable-next-line require-yield
function* given(code: number): Task {
  return code;
}

function restore(variables: Map<string, string>, scope: ReadonlyMap<string, string | undefined>): void {
  for (const [name, value] of scope) {
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
}

/** The exit code of a shell that has come to its end. */
function codeOf({ own }: Shell, code: number): number {
  return own.flow?.is === "exit" || own.flow?.is === "return" ? own.flow.code : code;
}

/** The streams of a container's main process: both outputs are its log. */
export function logStreams(shell: Pick<Shell, "machine">): Streams {
  const print = (text: string): void => shell.machine.print(text);
  return { out: print, err: print, input: undefined };
}
