import { refusals } from "../shell/redirect.ts";
import { dateStamp, fieldStamp, isStamped, outputStamp } from "../text.ts";
import { forever, longestValue, mostWords, type Steps } from "../shell/shell.ts";
import { type Call, has, operands, type Program, type Programs, stateFor } from "./program.ts";

/** Programs that print, and that read the output of others. */
export const textPrograms: Programs = {
  echo,
  printf,
  date: printDate,
  seq: sequence,
  cat: (call) => passOn(call, operands(call.args), (text) => text),
  tac: (call) => passOn(call, operands(call.args), (text) => lines(text).toReversed().join("")),
  head: (call) => passOn(call, files(call, "nc"), (text) => lines(text).slice(0, count(call, 10)).join("")),
  tail: (call) =>
    has(call.args, "f") || has(call.args, "F")
      ? followTail(call)
      : passOn(call, files(call, "nc"), (text) => lines(text).slice(-count(call, 10)).join("")),
  sort: (call) => passOn(call, operands(call.args), (text) => lines(text).toSorted().join("")),
  uniq: (call) =>
    passOn(call, operands(call.args), (text) =>
      lines(text)
        .filter((line, i, all) => line !== all[i - 1])
        .join(""),
    ),
  wc: (call) =>
    passOn(
      call,
      operands(call.args),
      (text) => `${has(call.args, "l") ? lines(text).length : has(call.args, "w") ? text.split(/\s+/).filter(Boolean).length : text.length}\n`,
    ),
  tee,
  grep: search,
  egrep: search,
  fgrep: search,
  cut: unknownText,
  tr: unknownText,
  sed: unknownText,
  awk: unknownText,
  gawk: unknownText,
  base64: unknownText,
  md5sum: unknownText,
  sha256sum: unknownText,
  envsubst: unknownText,
  jq: unknownText,
  find: unknownText,
  ps: unknownText,
  free: unknownText,
  uptime: unknownText,
  mount: unknownText,
  ip: unknownText,
  ifconfig: unknownText,
  expr: unknownText,
  bc: unknownText,
  nproc: unknownText,
  arch: unknownText,
  id: unknownText,
  shuf: unknownText,
  uuidgen: unknownText,
  hostname: print(fieldStamp("metadata.name")),
  whoami: print("root"),
  uname: (call) => print(call.args.length === 0 || has(call.args, "s") ? "Linux" : undefined)(call),
  env(call) {
    for (const [name, value] of call.context.shell.variables) call.out(`${name}=${value}\n`);
    return call.args.length === 0 ? 0 : undefined;
  },
  printenv(call) {
    const { variables } = call.context.shell;
    for (const [name, value] of variables)
      if (call.args.length === 0 || call.args.includes(name)) call.out(call.args.length === 0 ? `${name}=${value}\n` : `${value}\n`);
    return call.args.every((name) => variables.has(name)) ? 0 : 1;
  },
  basename(call) {
    call.out(`${call.args[0]?.replace(/\/+$/, "").split("/").pop() ?? ""}\n`);
    return 0;
  },
  dirname(call) {
    call.out(`${call.args[0]?.replace(/\/[^/]*$/, "") || "/"}\n`);
    return 0;
  },
  yes: () => forever(),
};

function echo({ args, out, context: { shell } }: Call): number {
  let first = 0;
  let [newline, escapes] = ["\n", shell.dialect === "dash"];
  for (; /^-[neE]+$/.test(args[first] ?? "") && !(shell.dialect === "dash" && args[first] !== "-n"); first++) {
    if (args[first]!.includes("n")) newline = "";
    if (args[first]!.includes("e")) escapes = true;
  }
  const text = args.slice(first).join(" ");
  out((escapes ? unescaped(text) : text) + newline);
  return 0;
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", e: "\x1b", a: "\x07", b: "\b" };
  return text.replace(/\\([ntr\\eab])/g, (_, sign: string) => signs[sign]!);
}

function printf({ args: [format = "", ...values], out }: Call): number | undefined {
  const parts = unescaped(format).split(/(%%|%[-0-9.]*[a-zA-Z])/);
  const places = parts.filter((part) => /^%[^%]/.test(part));
  if (places.some((place) => !/^%[-0-9.]*[sdib]$/.test(place) || /\d{4}/.test(place))) return undefined;
  for (let next = 0, turn = 0; turn === 0 || (next < values.length && places.length > 0 && turn < mostWords); turn++) {
    out(parts.map((part) => (part === "%%" ? "%" : /^%[^%]/.test(part) ? (values[next++] ?? "") : part)).join(""));
  }
  return 0;
}

function printDate({ args, out, context: { shell } }: Call): number | undefined {
  if (args.some((each) => /^-[-dsfr]/.test(each) && each !== "--utc")) return undefined;
  const format = args.find((each) => each.startsWith("+"))?.slice(1) ?? "%a %b %e %H:%M:%S %Z %Y";
  out(`${dateStamp(format, shell.machine.now)}\n`);
  return 0;
}

function sequence({ args, out }: Call): number | undefined {
  const numbers = args.map(Number);
  if (numbers.length === 0 || numbers.length > 3 || numbers.some((each) => !Number.isSafeInteger(each))) return undefined;
  const from = numbers.length > 1 ? numbers[0]! : 1;
  const by = numbers.length > 2 ? numbers[1]! : 1;
  const to = numbers.at(-1)!;
  if (by === 0 || (to - from) / by > mostWords) return undefined;
  let text = "";
  for (let each = from; by > 0 ? each <= to : each >= to; each += by) text += `${each}\n`;
  out(text);
  return 0;
}

/** Prints files, or the input, changed by a function. Unknown content is not printed. */
function passOn(call: Call, paths: readonly string[], change: (text: string) => string | undefined): number {
  const { input } = call.context.streams;
  if (paths.length === 0 || paths[0] === "-") {
    const text = input?.text ?? "";
    if (input) input.text = "";
    call.out(change(text) ?? "");
    return 0;
  }
  let code = 0;
  for (const path of paths) {
    const state = stateFor(call, path);
    if (state.is === "file") call.out(change(call.files.contentOf(call.resolve(path)) ?? "") ?? "");
    else {
      call.complain(state.is === "directory" ? `${path}: Is a directory` : `can't open '${path}': No such file or directory`);
      code = 1;
    }
  }
  return code;
}

function* followTail(call: Call): Steps<number> {
  const waits = has(call.args, "F");
  const { machine } = call.context.shell;
  const paths = files(call, "ncs");
  if (!waits && paths.length > 0 && paths.every((path) => stateFor(call, path).is === "absent")) {
    call.complain(`cannot open '${paths[0]}' for reading: No such file or directory`);
    return 1;
  }
  machine.step();
  return yield* forever();
}

function tee(call: Call): number {
  const text = call.context.streams.input?.text ?? "";
  let code = 0;
  for (const path of operands(call.args)) {
    const target = call.resolve(path);
    if (call.files.refusalOf(target)) code = 1;
    else {
      const before = has(call.args, "a") ? (call.files.contentOf(target) ?? "") : "";
      call.files.change(target, { is: "file", content: before + text }, call.context.shell.machine.now);
    }
  }
  call.out(text);
  return code;
}

/** `grep` for plain words. */
function search(call: Call): number | undefined {
  const [pattern = "", ...paths] = operands(call.args, "emABC");
  const { input } = call.context.streams;
  if (!/^[\w ./:=-]*$/.test(pattern.replace(/[\^$]/g, "")) || has(call.args, "r")) return undefined;
  const texts =
    paths.length === 0
      ? [input?.text ?? ""]
      : paths.map((path) => (stateFor(call, path).is === "absent" ? "" : call.files.contentOf(call.resolve(path))));
  if (texts.some((text) => text === undefined || isStamped(text))) return undefined;
  const inverted = has(call.args, "v");
  const found = texts.flatMap((text) => lines(text!)).filter((line) => fits(line.replace(/\n$/, ""), pattern, has(call.args, "i")) !== inverted);
  if (has(call.args, "c")) call.out(`${found.length}\n`);
  else if (!has(call.args, "q")) call.out(found.join(""));
  return found.length > 0 ? 0 : 1;
}

function fits(line: string, pattern: string, anyCase: boolean): boolean {
  const [text, words] = anyCase ? [line.toLowerCase(), pattern.toLowerCase()] : [line, pattern];
  const [start, end] = [words.startsWith("^"), words.endsWith("$")];
  const bare = words.replace(/^\^|\$$/g, "");
  if (start && end) return text === bare;
  return start ? text.startsWith(bare) : end ? text.endsWith(bare) : text.includes(bare);
}

/** Prints an unknown output; the content of a file that it edits becomes unknown. */
function unknownText(call: Call): number {
  const { args, name, files: disk, resolve, context } = call;
  if (context.streams.input) context.streams.input.text = "";
  if (name !== "sed" || !args.some((each) => /^-[a-z]*i|^--in-place/.test(each))) call.out(`${outputStamp(name)}\n`);
  else {
    const path = resolve(args.at(-1)!);
    const refusal = disk.refusalOf(path);
    if (refusal) {
      call.complain(`${args.at(-1)}: ${refusals[refusal]}`);
      return 1;
    }
    disk.change(path, { is: "file" }, context.shell.machine.now);
  }
  return 0;
}

function print(text: string | undefined): Program {
  return ({ out }) => {
    if (text === undefined) return undefined;
    out(`${text}\n`);
    return 0;
  };
}

function files({ args }: Call, withValue: string): readonly string[] {
  return operands(
    args.filter((each) => !/^-\d+$/.test(each) && !/^[-+]n?\+?\d+$/.test(each)),
    withValue,
  );
}

function count({ args }: Call, otherwise: number): number {
  const given = args.map((each, i) => (each === "-n" ? args[i + 1] : /^-n?(\d+)$/.exec(each)?.[1])).find((each) => each !== undefined);
  return given === undefined ? otherwise : Math.abs(Number(given)) || 0;
}

function lines(text: string): string[] {
  return text.length > longestValue * 20 ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}
