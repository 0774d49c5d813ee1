import type { Redirection } from "unbash";
import type { Context, Sink, Steps, Streams } from "./shell.ts";
import type { Words } from "./words.ts";

/** The streams of a command with its redirections; a message if one of them cannot be opened, nothing if it cannot be read. */
export function* redirected(redirections: readonly Redirection[], context: Context, words: Words): Steps<Streams | string | undefined> {
  let streams = context.streams;
  for (const redirection of redirections) {
    const next = yield* one(redirection, { ...context, streams }, words);
    if (next === undefined || typeof next === "string") return next;
    streams = next;
  }
  return streams;
}

function* one(redirection: Redirection, context: Context, words: Words): Steps<Streams | string | undefined> {
  const { streams } = context;
  if (redirection.type === "HereDoc") {
    const { text, parts } = redirection.body;
    const body =
      parts && !redirection.delimiter?.quoted ? yield* words.value({ type: "Word", text, value: text, pos: 0, end: 0, parts }, context) : text;
    if (body === undefined) return undefined;
    return { ...streams, input: { text: redirection.operator === "<<-" ? body.replace(/^\t+/gm, "") : body } };
  }
  const target = redirection.target && (yield* words.value(redirection.target, context));
  if (target === undefined) return undefined;
  if (redirection.type === "HereString") return { ...streams, input: { text: `${target}\n` } };
  const { operator, descriptor } = redirection;
  const number = descriptor?.type === "FileDescriptor" ? descriptor.value : undefined;
  switch (operator) {
    case "<":
      return readFrom(target, context);
    case ">&":
      if (target === "1") return { ...streams, err: streams.out };
      return target === "2" ? { ...streams, out: streams.err } : /^\d+$|^-$/.test(target) ? streams : writeTo(target, false, context, "both");
    case "&>":
    case "&>>":
      return writeTo(target, operator === "&>>", context, "both");
    case ">":
    case ">|":
    case ">>":
      if (number !== undefined && number > 2) return streams;
      return writeTo(target, operator === ">>", context, number === 2 ? "err" : "out");
    default:
      return streams;
  }
}

function readFrom(target: string, { shell, streams }: Context): Streams | string | undefined {
  const { files } = shell.machine;
  const path = files.resolve(target, shell.own.directory);
  const state = files.stateOf(path);
  if (path === "/dev/null") return { ...streams, input: { text: "" } };
  if (state?.is === "absent") return `can't open ${target}: no such file`;
  const content = files.contentOf(path);
  return content === undefined ? undefined : { ...streams, input: { text: content } };
}

function writeTo(target: string, appends: boolean, { shell, streams }: Context, which: "out" | "err" | "both"): Streams | string {
  const sink = sinkFor(target, appends, shell, streams);
  if (typeof sink === "string") return sink;
  return { ...streams, ...(which !== "err" && { out: sink }), ...(which !== "out" && { err: sink }) };
}

function sinkFor(target: string, appends: boolean, shell: Context["shell"], streams: Streams): Sink | string {
  const { machine, own } = shell;
  const path = machine.files.resolve(target, own.directory);
  if (path === "/dev/stdout") return streams.out;
  if (path === "/dev/stderr") return streams.err;
  if (/^\/proc\/(1|self)\/fd\/[12]$/.test(path)) return (text) => machine.print(text);
  if (path.startsWith("/dev/")) return () => undefined;
  const refusal = machine.files.refusalOf(path);
  if (refusal) return `can't create ${target}: ${refusals[refusal]}`;
  if (machine.files.stateOf(path)?.is === "directory") return `can't create ${target}: Is a directory`;
  const before = appends ? machine.files.stateOf(path) : undefined;
  const known = !appends || before?.is === "absent" || (before?.is === "file" && before.content !== undefined);
  let content = known ? (before?.is === "file" ? before.content : "") : undefined;
  const write = (): void => machine.files.change(path, { is: "file", ...(content !== undefined && { content }) }, machine.now);
  write();
  return (text) => {
    if (content !== undefined) content += text;
    write();
  };
}

/** Why a path cannot be written, as programs say it. */
export const refusals = {
  readOnly: "Read-only file system",
  denied: "Permission denied",
  noDirectory: "Not a directory",
  noParent: "No such file or directory",
} as const;
