import type { Container } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { unsimulated } from "../../core/problem.ts";
import { splitWords } from "../../line/words.ts";
import { byText } from "../../../api/byText.ts";
import { environmentOf } from "./environment.ts";
import { filesOf } from "./files.ts";
import { hostnameOf } from "./hostname.ts";
import type { Ran } from "../../core/cluster.ts";
import type { Inside } from "./place.ts";
import { request } from "./requests.ts";

/** Runs a command in a container, as far as a rehearsal can tell what it prints. */
export function runIn(cluster: Inside["cluster"], pod: StoredPod, container: Container, command: readonly string[]): Ran {
  const inside = { cluster, pod, container };
  return simply(inside, command) ?? cluster.containers?.run(pod, container.name ?? "", command) ?? unknown(command);
}

/** Simple commands about what the cluster gives to a container: its variables, its files, its network. */
function simply(inside: Inside, command: readonly string[]): Ran | undefined {
  const [program = "", ...args] = command;
  const name = nameOf(program);
  if (/^(?:sh|bash|ash)$/.test(name)) {
    const [option, script] = args;
    if (option !== "-c" || script === undefined) throw unsimulated("has no interactive shell: add a command, such as `-- env`");
    const { words, beyond } = splitWords(script);
    return beyond === undefined ? simply(inside, words) : undefined;
  }
  return Object.hasOwn(programs, name) ? programs[name]!(inside, args) : undefined;
}

function nameOf(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}

function unknown([program = "", option, script = ""]: readonly string[]): never {
  const what = option === "-c" ? script : nameOf(program);
  throw unsimulated(`does not know the output of ${JSON.stringify(what)}: it supports ${Object.keys(programs).join(", ")}`);
}

/** What a program prints; nothing where only the container itself can tell. */
type Program = (inside: Inside, args: readonly string[]) => Ran | undefined;

const programs: Readonly<Record<string, Program>> = {
  env: printEnvironment,
  printenv: (inside, [name]) => {
    if (name === undefined) return printEnvironment(inside);
    const value = environmentOf(inside).get(name);
    return value === undefined ? { stdout: "", code: 1 } : { stdout: `${value}\n`, code: 0 };
  },
  cat: (inside, paths) => {
    const files = filesOf(inside);
    const read = paths.map((path) => ({ path, text: files.get(clean(path)) }));
    const missing = read.filter(({ text }) => text === undefined);
    if (missing.length > 0 && inside.cluster.containers) return undefined;
    return {
      stdout: read.map(({ text }) => text ?? "").join(""),
      stderr: missing.map(({ path }) => `cat: ${path}: No such file or directory\n`).join(""),
      code: missing.length > 0 ? 1 : 0,
    };
  },
  ls: (inside, args) => {
    const folders = args.filter((arg) => !arg.startsWith("-"));
    return listed(inside, folders);
  },
  hostname: ({ pod }) => ({ stdout: `${hostnameOf(pod)}\n`, code: 0 }),
  pwd: ({ container }) => ({ stdout: `${container.workingDir ?? "/"}\n`, code: 0 }),
  echo: (inside, args) => ({
    stdout: `${args.map((arg) => arg.replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => environmentOf(inside).get(name) ?? "")).join(" ")}\n`,
    code: 0,
  }),
  true: () => ({ stdout: "", code: 0 }),
  false: () => ({ stdout: "", code: 1 }),
  nslookup: (inside, args) => request("nslookup", inside, args),
  wget: (inside, args) => request("wget", inside, args),
  curl: (inside, args) => request("curl", inside, args),
};

function printEnvironment(inside: Inside): Ran {
  return { stdout: [...environmentOf(inside)].map(([key, value]) => `${key}=${value}\n`).join(""), code: 0 };
}

function clean(path: string): string {
  return `/${path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
}

/** What stands directly in each folder. */
function listed(inside: Inside, folders: readonly string[]): Ran | undefined {
  const all = [...filesOf(inside).keys()];
  const [folder = "/"] = folders;
  const path = clean(folder);
  if (all.includes(path)) return { stdout: `${folder}\n`, code: 0 };
  const start = path === "/" ? "/" : `${path}/`;
  const names = new Set(all.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length).split("/")[0]!));
  if (names.size === 0 && inside.cluster.containers) return undefined;
  if (names.size === 0) return { stdout: "", stderr: `ls: ${folder}: No such file or directory\n`, code: 1 };
  return {
    stdout: [...names]
      .sort(byText)
      .map((name) => `${name}\n`)
      .join(""),
    code: 0,
  };
}
