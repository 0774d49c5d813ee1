import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Tree } from "../change/tree.ts";
import { run } from "./run.ts";
import { pathOf, uriOf } from "./uris.ts";

const limits = { time: 20_000, output: 128 * 1024 * 1024 };
/** Git must not prompt, lock or fetch. */
const variables = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" };

/** A file of a commit, by git's name for its content. */
interface Blob {
  readonly uri: string;
  readonly name: string;
}

/** The files of a commit in the repository around a folder or file, read from git's objects without touching the working tree. Undefined without a repository. */
export async function commitTree(uri: string, commit: string, git = "git"): Promise<Tree | undefined> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const root = await rootAround(uri, git);
  return root === undefined ? undefined : new CommitTree(root, commit, git);
}

/** The commit that a branch, a tag or `HEAD~1` stands for; undefined if there is none. */
export async function commitOf(uri: string, ref: string, git = "git"): Promise<string | undefined> {
  const root = await rootAround(uri, git);
  if (root === undefined || ref.startsWith("-")) return undefined;
  const answer = await ask(git, root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  return answer?.toString().trim();
}

/** The top folder of the repository, in the caller's spelling, since git itself resolves symbolic links. */
async function rootAround(uri: string, git: string): Promise<string | undefined> {
  let folder = pathOf(uri);
  while (folder !== undefined && !isFolder(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const from = folder === undefined ? undefined : await ask(git, folder, ["rev-parse", "--show-cdup"]);
  if (folder === undefined || from === undefined) return undefined;
  const ups = from
    .toString()
    .trim()
    .split("/")
    .filter((part) => part === "..").length;
  return Array.from({ length: ups }).reduce<string>((path) => dirname(path), folder);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

class CommitTree implements Tree {
  private readonly root: string;
  private readonly commit: string;
  private readonly git: string;
  private readonly known = new Map<string, Promise<ReadonlyMap<string, Blob>>>();
  /** Files that are read with the next request to git. */
  private waiting: { readonly name: string; readonly take: (content: Uint8Array | undefined) => void }[] = [];

  constructor(root: string, commit: string, git: string) {
    this.root = root;
    this.commit = commit;
    this.git = git;
  }

  async list(folder: string): Promise<readonly string[]> {
    return [...(await this.blobs(folder)).keys()];
  }

  async read(uri: string): Promise<Uint8Array | undefined> {
    const blob = (await this.blobs(uri.slice(0, uri.lastIndexOf("/")))).get(uri);
    if (!blob) return undefined;
    return new Promise((take) => {
      if (this.waiting.push({ name: blob.name, take }) === 1) setImmediate(() => void this.readWaiting());
    });
  }

  private blobs(folder: string): Promise<ReadonlyMap<string, Blob>> {
    const known = this.known.get(folder);
    if (known) return known;
    const found = this.listBlobs(folder);
    this.known.set(folder, found);
    return found;
  }

  private async listBlobs(folder: string): Promise<ReadonlyMap<string, Blob>> {
    const below = this.inside(folder);
    if (below === undefined) return new Map();
    const answer = await ask(this.git, this.root, [
      "--literal-pathspecs",
      "ls-tree",
      "-r",
      "-z",
      this.commit,
      "--",
      ...(below === "" ? [] : [`${below}/`]),
    ]);
    const lines = answer?.toString().split("\0") ?? [];
    return new Map(
      lines.flatMap((line): [string, Blob][] => {
        const [, name = "", path = ""] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
        const uri = uriOf(`${this.root}/${path}`);
        return name === "" ? [] : [[uri, { uri, name }]];
      }),
    );
  }

  /** The path of a folder inside the repository. */
  private inside(folder: string): string | undefined {
    const path = pathOf(`${folder}/`)?.replace(/[\\/]$/, "");
    if (path === this.root) return "";
    return path?.startsWith(this.root) === true ? path.slice(this.root.replace(/[\\/]$/, "").length + 1).replaceAll("\\", "/") : undefined;
  }

  private async readWaiting(): Promise<void> {
    const reading = this.waiting;
    this.waiting = [];
    const names = reading.map(({ name }) => `${name}\n`).join("");
    const contents = contentsIn((await ask(this.git, this.root, ["cat-file", "--batch"], names)) ?? Buffer.alloc(0));
    for (const [i, { take }] of reading.entries()) take(contents[i]);
  }
}

/** The contents that `git cat-file --batch` prints: each after a line with its length. */
function contentsIn(answer: Buffer): (Uint8Array | undefined)[] {
  const contents: (Uint8Array | undefined)[] = [];
  for (let at = 0; at < answer.length;) {
    const line = answer.indexOf(10, at);
    const [, size] = / blob (\d+)$/.exec(answer.toString("latin1", at, line)) ?? [];
    at = line + 1;
    contents.push(size === undefined ? undefined : answer.subarray(at, at + Number(size)));
    if (size !== undefined) at += Number(size) + 1;
  }
  return contents;
}

async function ask(git: string, folder: string, args: readonly string[], input?: string): Promise<Buffer | undefined> {
  const ran = await run({ program: git, args, folder, variables, ...(input !== undefined && { input }) }, limits);
  return ran.is === "ended" && ran.code === 0 ? ran.stdout : undefined;
}
