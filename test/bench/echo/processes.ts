import { existsSync, readFileSync, readdirSync } from "node:fs";

/** What each thread of the processes below ours has used of the processor so far, in milliseconds, by the names of process and thread. Linux alone tells. */
export function spentBelow(): Map<string, number> {
  const spent = new Map<string, number>();
  if (!existsSync("/proc/self/schedstat")) return spent;
  const parents = new Map(numbersIn("/proc").map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  for (const pid of [...parents.keys()].filter(isBelow))
    for (const thread of numbersIn(`/proc/${pid}/task`)) {
      const name = `${nameOf(pid)}, ${read(`/proc/${pid}/task/${thread}/comm`).trim()}`;
      const nanoseconds = Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]);
      spent.set(name, (spent.get(name) ?? 0) + nanoseconds / 1e6);
    }
  return spent;
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]);
}

/** What a process is: by Chromium's and VS Code's own names. */
function nameOf(pid: number): string {
  const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  if (command.includes("dist/server/node.mjs")) return "language server";
  const type = /--(?:utility-sub-)?type=(\S+)(?:.*--utility-sub-type=(\S+))?/.exec(command);
  return type?.[2] ?? type?.[1] ?? command.split(" ")[0]!.split("/").at(-1)!;
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return []; // the process has ended
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process has ended
  }
}
