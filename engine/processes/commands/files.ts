import { isStamped } from "../text.ts";
import { joined } from "../files.ts";
import { refusals } from "../shell/redirect.ts";
import type { Task } from "../machine.ts";
import { takes } from "./time.ts";
import { type Call, has, operands, type Programs, stateFor } from "./program.ts";

/** Programs that create, list, copy and remove files. */
export const filePrograms: Programs = {
  ls: list,
  touch,
  rm: remove,
  mkdir: makeDirectories,
  rmdir: remove,
  cp: copy,
  mv: copy,
  ln: (call) => eachTarget(call, operands(call.args).slice(1)),
  install: () => undefined,
  chmod: (call) => eachExisting(call, operands(call.args).slice(1)),
  chown: (call) => eachExisting(call, operands(call.args).slice(1)),
  chgrp: (call) => eachExisting(call, operands(call.args).slice(1)),
  stat: (call) => eachExisting(call, operands(call.args, "cf")),
  du: (call) => eachExisting(call, operands(call.args)),
  df: () => 0,
  sync: () => 0,
  mktemp(call) {
    const path = "/tmp/tmp.Xa8Kd2Lq";
    call.files.change(path, has(call.args, "d") ? { is: "directory" } : { is: "file", content: "" }, call.context.shell.machine.now);
    call.out(`${path}\n`);
    return 0;
  },
  truncate: (call) => touch({ ...call, args: operands(call.args, "s") }),
  dd: convert,
  fallocate: (call) => touch({ ...call, args: operands(call.args, "l") }),
};

/** `dd`: with an endless source and no `count` it never ends. */
function convert(call: Call): number | Task {
  const valueOf = (name: string): string | undefined => call.args.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const [source, target] = [valueOf("if"), valueOf("of")];
  const failed = target === undefined ? 0 : write(call, target, undefined);
  const isEndless = /^\/dev\/(zero|u?random)$/.test(source ?? "") && valueOf("count") === undefined;
  return failed === 0 && isEndless ? takes(call.context, Infinity, 0) : failed;
}

function list(call: Call): number {
  const { args, files, resolve, out } = call;
  const paths = operands(args);
  const busybox = call.context.shell.userland === "busybox";
  let code = 0;
  for (const path of paths.length === 0 ? ["."] : paths) {
    const state = stateFor(call, path);
    if (state.is === "absent") {
      call.complain(busybox ? `${path}: No such file or directory` : `cannot access '${path}': No such file or directory`);
      code = busybox ? 1 : 2;
    } else if (state.is === "file" || has(args, "d")) out(`${path}\n`);
    else for (const name of files.namesIn(resolve(path))) out(`${name}\n`);
  }
  return code;
}

function touch(call: Call): number {
  let code = 0;
  for (const path of operands(call.args, "drt")) {
    const before = call.files.stateOf(call.resolve(path));
    if (before?.is === "file" || before?.is === "directory") continue;
    code = write(call, path, "") || code;
  }
  return code;
}

/** Writes a file. If that fails, prints the error and returns 1. */
function write(call: Call, path: string, content: string | undefined): number {
  if (isStamped(path)) return 0;
  const target = call.resolve(path);
  const refusal = call.files.refusalOf(target);
  if (refusal) {
    const why = refusals[refusal];
    call.complain(call.context.shell.userland === "busybox" ? `${path}: ${why}` : `cannot ${call.name} '${path}': ${why}`);
    return 1;
  }
  call.files.change(target, { is: "file", ...(content !== undefined && { content }) }, call.context.shell.machine.now);
  return 0;
}

function remove(call: Call): number {
  const { args, files, resolve, context } = call;
  const forced = has(args, "f");
  const recursive = has(args, "r") || has(args, "R") || args.includes("--recursive") || call.name === "rmdir";
  let code = 0;
  for (const path of operands(args)) {
    const target = resolve(path);
    const state = files.stateOf(target);
    if (state?.is === "absent" && forced) continue;
    const refusal = files.refusalOf(target);
    if (state?.is === "absent") call.complain(`cannot remove '${path}': No such file or directory`);
    else if (state?.is === "directory" && !recursive) call.complain(`cannot remove '${path}': Is a directory`);
    else if (refusal) call.complain(`cannot remove '${path}': ${refusals[refusal]}`);
    else {
      files.change(target, { is: "absent" }, context.shell.machine.now);
      continue;
    }
    code = 1;
  }
  return code;
}

function makeDirectories(call: Call): number {
  const { args, files, resolve, context } = call;
  const parents = has(args, "p") || args.includes("--parents");
  let code = 0;
  for (const path of operands(args, "m")) {
    const target = resolve(path);
    const state = files.stateOf(target);
    if (parents && state?.is === "directory") continue;
    const refusal = files.refusalOf(target);
    const why = state && state.is !== "absent" ? "File exists" : refusal && !(parents && refusal === "noParent") ? refusals[refusal] : undefined;
    if (why === undefined) files.change(target, { is: "directory" }, context.shell.machine.now);
    else {
      call.complain(`can't create directory '${path}': ${why}`);
      code = 1;
    }
  }
  return code;
}

/** `cp` and `mv`, of one file or into a directory. */
function copy(call: Call): number | undefined {
  const { files, resolve, context, name } = call;
  const paths = operands(call.args);
  const target = paths.at(-1);
  if (target === undefined || paths.length < 2) return 1;
  const into = files.stateOf(resolve(target))?.is === "directory";
  let code = 0;
  for (const path of paths.slice(0, -1)) {
    const from = resolve(path);
    const state = stateFor(call, path);
    if (state.is === "absent") {
      call.complain(`can't stat '${path}': No such file or directory`);
      code = 1;
      continue;
    }
    const to = into ? joined(resolve(target), from.slice(from.lastIndexOf("/") + 1)) : resolve(target);
    const failed = state.is === "file" ? write(call, to, state.content) : makeDirectories({ ...call, args: ["-p", to] });
    if (failed) code = 1;
    else if (name === "mv") files.change(from, { is: "absent" }, context.shell.machine.now);
  }
  return code;
}

function eachExisting(call: Call, paths: readonly string[]): number {
  let code = 0;
  for (const path of paths) {
    if (stateFor(call, path).is !== "absent") continue;
    call.complain(`${path}: No such file or directory`);
    code = 1;
  }
  return code;
}

function eachTarget(call: Call, paths: readonly string[]): number {
  return Math.max(0, ...paths.map((path) => write(call, path, undefined)));
}
