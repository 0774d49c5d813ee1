import { passedOverFolders } from "../../server/text/uris.ts";
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathOf, uriOf } from "../../server/machine/uris.ts";
import { globSync, isDynamicPattern } from "tinyglobby";
import { Failure } from "./failure.ts";

/** A file as read. */
export interface Source {
  readonly uri: string;
  /** As it is shown: relative to where the command runs. */
  readonly path: string;
  readonly text: string;
}

/** A larger file is not a manifest that a person wrote. */
const largest = 64 * 1024 * 1024;

const passedOver = passedOverFolders.map((name) => `**/${name}/**`);

/** The manifests at the given paths: files, folders with everything in them, wildcards, and `-` for standard input. Each file once, in the order of its name within a path. */
export function sourcesAt(paths: readonly string[], folder = process.cwd()): Source[] {
  const found = new Map<string, Source>();
  for (const path of paths) {
    if (path === "-") found.set("-", { uri: uriOf(join(folder, "stdin.yaml")), path: "stdin", text: readFileSync(0, "utf8") });
    else for (const file of filesAt(path, folder)) if (!found.has(file)) found.set(file, sourceOf(file));
  }
  return [...found.values()];
}

/** Reads a file that the user named. */
export function sourceOf(file: string): Source {
  return { uri: uriOf(file), path: shown(file), text: textOf(file) };
}

/** The text of a file. Throws a failure where it can't be read. */
export function textOf(file: string): string {
  try {
    if (statSync(file).size > largest) throw new Failure(`${shown(file)} is larger than 64 MB.`);
    return readFileSync(file, "utf8");
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${shown(file)} can't be read: ${reasonOf(error)}`);
  }
}

/** A path or a URI as it is shown. */
export function shown(file: string): string {
  const path = file.startsWith("file:") ? (pathOf(file) ?? file) : file;
  const near = relative(process.cwd(), path);
  return (near.startsWith("..") || isAbsolute(near) ? path : near).split(sep).join("/");
}

function filesAt(path: string, folder: string): string[] {
  const options = { cwd: folder, ignore: passedOver, absolute: true, expandDirectories: false, dot: false } as const;
  const whole = resolve(folder, path);
  const kind = statSync(whole, { throwIfNoEntry: false });
  if (kind?.isFile()) return [whole];
  if (kind?.isDirectory()) return globSync("**/*.{yaml,yml,json}", { ...options, cwd: whole }).sort();
  const files = isDynamicPattern(path) ? globSync(path.split(sep).join("/"), options).sort() : [];
  if (files.length === 0) throw new Failure(`There is no file ${path}.`);
  return files;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return { ENOENT: "it does not exist", EACCES: "access is denied", EISDIR: "it is a folder" }[String(code)] ?? message;
}
