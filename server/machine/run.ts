import { spawn } from "node:child_process";

/** A program to run. Its arguments are passed as they are, without a shell. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly input?: string;
  /** Additional environment variables; undefined removes one. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** When a program is ended. */
export interface Limits {
  /** In milliseconds. */
  readonly time: number;
  /** The most bytes that it may print. */
  readonly output: number;
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export type Ran =
  | { readonly is: "ended"; readonly code: number; readonly stdout: Buffer; readonly stderr: string }
  /** The program does not exist. */
  | { readonly is: "missing" }
  | { readonly is: "late" }
  | { readonly is: "too-much" }
  | { readonly is: "stopped" };

/** How much of a program's messages is kept, in bytes. */
const mostMessages = 64 * 1024;

/** Functions that kill the running programs, so that none outlives this process. */
const running = new Set<() => void>();
process.on("exit", () => running.forEach((kill) => kill()));

/** Runs a program, and kills it with all processes that it has started when it exceeds a limit. */
export function run({ program, args, folder, input, variables }: Command, { time, output, signal }: Limits): Promise<Ran> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ is: "stopped" });
    const isGroup = process.platform !== "win32";
    const env = Object.fromEntries(Object.entries({ ...process.env, ...variables }).filter(([, value]) => value !== undefined));
    const child = spawn(program, args, { cwd: folder, env, detached: isGroup, windowsHide: true, stdio: ["pipe", "pipe", "pipe"] });
    const [printed, messages]: [Buffer[], Buffer[]] = [[], []];
    let [size, said] = [0, 0];
    const finish = (ran: Ran): void => {
      clearTimeout(timer);
      running.delete(kill);
      signal?.removeEventListener("abort", stop);
      resolve(ran);
    };
    const end = (ran: Ran): void => {
      finish(ran);
      kill();
    };
    const kill = (): void => {
      try {
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        else child.kill("SIGKILL");
      } catch {
        // it has ended meanwhile
      }
    };
    const stop = (): void => end({ is: "stopped" });
    const timer = setTimeout(() => end({ is: "late" }), time);
    running.add(kill);
    signal?.addEventListener("abort", stop, { once: true });
    child.on("error", () => finish({ is: "missing" }));
    child.stdin.on("error", () => {}); // a program need not read all of it
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > output) end({ is: "too-much" });
      else printed.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (said < mostMessages) messages.push(chunk);
      said += chunk.length;
    });
    child.on("close", (code) =>
      finish({ is: "ended", code: code ?? 1, stdout: Buffer.concat(printed), stderr: Buffer.concat(messages).toString("utf8", 0, mostMessages) }),
    );
    child.stdin.end(input ?? "");
  });
}
