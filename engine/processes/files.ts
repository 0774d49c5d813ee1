import type { FileChange, FileState, Seconds } from "./behaviour.ts";

/** A volume in a container's file system. */
export interface Mount {
  readonly path: string;
  readonly readOnly: boolean;
  /** Its files when the container starts, by path in the volume; unknown if absent. An empty path is the mounted file itself. */
  readonly files?: Readonly<Record<string, string>>;
  /** Changes by other containers of the pod, in seconds from this container's start. */
  readonly changes?: readonly FileChange[];
}

/** What is known of a container's file system before it starts. */
export interface Disk {
  readonly mounts: readonly Mount[];
  readonly workingDir: string;
  /** Whether the image holds a bare system, in which unknown paths do not exist. */
  readonly bare: boolean;
  readonly readOnlyRoot: boolean;
  /** Whether the process is not root, so that it may write only to `/tmp` and volumes. */
  readonly unprivileged: boolean;
  /** Whether an unknown program runs in it, which may have created any file. */
  readonly unknown: boolean;
}

/** Why a path cannot be written. */
export type Refusal = "readOnly" | "denied" | "noDirectory" | "noParent";

/** The longest file content that is kept; longer content is unknown. */
const longestContent = 10_000;
const mostChanges = 500;

const directories =
  "/ /bin /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/share /var /var/lib /var/log /var/run /var/tmp";
const files = "/bin/sh /dev/null /dev/stdout /dev/stderr /dev/zero /etc/hostname /etc/hosts /etc/resolv.conf /etc/passwd /etc/group";
const bareSystem: ReadonlyMap<string, FileState> = new Map([
  ...directories.split(" ").map((path): [string, FileState] => [path, { is: "directory" }]),
  ...files.split(" ").map((path): [string, FileState] => [path, { is: "file" }]),
]);
/** System directories in which an image may have unknown files. */
const full = /^\/(bin|dev|etc|home|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var)\//;
const empty = /^\/(tmp|var\/tmp|mnt|media)\//;

/** The known files of one run, and their changes. */
export class Files {
  readonly changes: FileChange[] = [];
  /** How often a content was read. */
  reads = 0;
  /** How often a path appeared or was removed. */
  appeared = 0;
  private readonly states = new Map<string, FileState>();
  private readonly disk: Disk;

  constructor(disk: Disk, earlier: readonly FileChange[] = []) {
    this.disk = disk;
    for (const { path, files: known = {} } of disk.mounts) {
      for (const [name, content] of Object.entries(known)) this.put(name === "" ? path : joined(path, name), { is: "file", content });
    }
    for (const { path, to } of earlier) this.put(path, to);
  }

  /** A path, relative to the container's working directory. */
  resolve(path: string, directory = this.disk.workingDir): string {
    return joined(directory, path);
  }

  /** What is at an absolute path, if it is known. */
  stateOf(path: string): FileState | undefined {
    const known = this.states.get(path) ?? this.untouched(path);
    return known?.is === "absent" && this.disk.unknown && !this.states.has(path) ? undefined : known;
  }

  /** What is at a path that the run has not changed. */
  private untouched(path: string): FileState | undefined {
    const mount = this.mountOf(path);
    if (mount?.path === path) return { is: "directory" };
    if (this.disk.mounts.some((each) => each.path.startsWith(`${path}/`))) return { is: "directory" };
    if (mount) return mount.files ? { is: "absent" } : undefined;
    if (bareSystem.has(path)) return bareSystem.get(path);
    if (empty.test(path)) return { is: "absent" };
    return this.disk.bare && !full.test(path) ? { is: "absent" } : undefined;
  }

  /** The content of a file, if it is known. */
  contentOf(path: string): string | undefined {
    this.reads += 1;
    const state = this.stateOf(path);
    return state?.is === "file" ? state.content : undefined;
  }

  /** The known names in a directory. */
  namesIn(directory: string): string[] {
    const prefix = directory === "/" ? "/" : `${directory}/`;
    const paths = [...(directory === "/" ? bareSystem.keys() : []), ...this.states.keys(), ...this.disk.mounts.map(({ path }) => path)];
    const names = paths
      .filter((path) => path.startsWith(prefix) && this.stateOf(path)?.is !== "absent")
      .map((path) => path.slice(prefix.length).split("/")[0]!);
    return [...new Set(names)].filter((name) => name !== "").toSorted();
  }

  /** Volumes, and files in them, below or above a directory of the image. */
  volumePaths(directory: string): string[] {
    const within = (path: string): boolean => path === directory || path.startsWith(`${directory}/`);
    const mounts = this.disk.mounts.map(({ path }) => path).filter(within);
    return mounts.length === 0 ? [] : [...new Set([...mounts, ...[...this.states.keys()].filter(within)])];
  }

  /** Whether all names in a directory are known. */
  isWhole(directory: string): boolean {
    const mount = this.mountOf(directory);
    return mount ? mount.files !== undefined : empty.test(`${directory}/`) || this.states.has(directory);
  }

  /** Why a path cannot be written; nothing if it can. */
  refusalOf(path: string): Refusal | undefined {
    const mount = this.mountOf(path);
    const parent = this.stateOf(parentOf(path));
    if (parent?.is === "file") return "noDirectory";
    if (parent?.is === "absent") return "noParent";
    if (mount) return mount.readOnly ? "readOnly" : undefined;
    if (path.startsWith("/dev/")) return undefined;
    if (this.disk.readOnlyRoot) return "readOnly";
    return this.disk.unprivileged && !empty.test(path) ? "denied" : undefined;
  }

  /** Changes what is at a path; removing it also removes everything below it. */
  change(path: string, to: FileState, at: Seconds): void {
    if (path.startsWith("/dev/")) return;
    const below = to.is === "absent" ? [...this.states.keys()].filter((each) => each.startsWith(`${path}/`)) : [];
    for (const each of [...below, path]) {
      const short = to.is === "file" && (to.content?.length ?? 0) > longestContent ? ({ is: "file" } as const) : to;
      const before = this.states.get(each);
      if (before?.is === short.is && (short.is !== "file" || (before.is === "file" && before.content === short.content))) continue;
      if (before?.is !== short.is) this.appeared += 1;
      this.put(each, short);
      if (this.changes.length < mostChanges) this.changes.push({ at, path: each, to: short });
    }
  }

  private put(path: string, state: FileState): void {
    this.states.set(path, state);
    for (let parent = parentOf(path); state.is !== "absent" && parent !== "/"; parent = parentOf(parent)) {
      if (!this.states.has(parent) || this.states.get(parent)!.is === "absent") this.states.set(parent, { is: "directory" });
    }
  }

  private mountOf(path: string): Mount | undefined {
    const around = this.disk.mounts.filter((mount) => path === mount.path || path.startsWith(mount.path === "/" ? "/" : `${mount.path}/`));
    return around.toSorted((a, b) => b.path.length - a.path.length)[0];
  }
}

/** An absolute path without `.`, `..` and doubled slashes. */
export function joined(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${directory}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The directory that a path is in. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
