import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { run, say } from "./run.ts";

/** The npm package `code-server` brings this VS Code; only the VS Code server in it is used. */
const release = "4.139.1";

/** Settings without welcome pages and notifications, so that the manifest is visible at once. */
export const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "window.restoreWindows": "none",
  "chat.disableAIFeatures": true,
};

/** The folder of a runnable VS Code server, unpacked into the user's cache the first time. */
export function serverTree(): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "rehearsal");
  const folder = join(cache, `vscode-server-${release}`);
  const tree = join(folder, "package", "lib", "vscode");
  if (existsSync(folder)) return tree;
  say("Installing the VS Code server (about a minute, 50 MB to fetch)");
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  run("npm", ["pack", `code-server@${release}`, "--silent"], { cwd: unfinished, quiet: true });
  run("tar", ["xzf", `code-server-${release}.tgz`], { cwd: unfinished });
  rmSync(join(unfinished, `code-server-${release}.tgz`));
  const inside = join(unfinished, "package", "lib", "vscode");
  // Native modules are not built, since VS Code runs without them here.
  for (const at of [inside, join(inside, "extensions")])
    run("npm", ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--silent"], { cwd: at, quiet: true });
  rmSync(join(inside, "node_modules.asar"), { force: true });
  symlinkSync("node_modules", join(inside, "node_modules.asar"));
  renameSync(unfinished, folder);
  return tree;
}

/** A VS Code server that runs on this machine, until it is stopped. */
export interface RunningServer {
  readonly authority: string;
  readonly process: ChildProcess;
  /** The workbench on a folder (or on nothing), with VS Code's own `payload` pairs. */
  workbench(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

/** How a VS Code server is started. */
export interface ServerOptions {
  /** Everything that the server writes goes here. */
  readonly data: string;
  readonly extensions?: string;
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lets a page load an extension from its folder and run tests in its host. Hides notifications. */
  readonly testDriver?: true;
}

/** Starts a VS Code server on loopback and waits until it answers. */
export async function startServer({
  data,
  extensions = join(data, "extensions"),
  port,
  settings = {},
  testDriver,
}: ServerOptions): Promise<RunningServer> {
  const tree = serverTree();
  for (const scope of ["User", "Machine"]) {
    mkdirSync(join(data, "data", scope), { recursive: true });
    writeFileSync(join(data, "data", scope, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  }
  const chosen = port ?? (await freePort());
  const log = join(data, "server.log");
  const output = openSync(log, "w");
  const server = spawn(
    process.execPath,
    [
      join(tree, "out", "server-main.js"),
      ...["--host", "127.0.0.1", "--port", String(chosen), "--without-connection-token", "--accept-server-license-terms", "--disable-telemetry"],
      ...["--server-data-dir", data, "--extensions-dir", extensions],
      ...(testDriver ? ["--enable-smoke-test-driver"] : []),
    ],
    { stdio: ["ignore", output, output] },
  );
  const authority = `127.0.0.1:${chosen}`;
  await answering(`http://${authority}/version`, server, log);
  return {
    authority,
    process: server,
    workbench: (folder, payload = []) => workbenchAddress(authority, folder, payload),
    stop: () => stop(server),
  };
}

/** Puts a packaged extension where a server started with the same folders finds it. */
export function installExtension(vsix: string, data: string, extensions = join(data, "extensions")): void {
  run(
    process.execPath,
    [
      join(serverTree(), "out", "server-main.js"),
      "--accept-server-license-terms",
      "--server-data-dir",
      data,
      "--extensions-dir",
      extensions,
      "--install-extension",
      vsix,
      "--force",
    ],
    { quiet: true },
  );
}

function workbenchAddress(authority: string, folder: string | undefined, payload: readonly (readonly [string, string])[]): string {
  const address = new URL(`http://${authority}/`);
  if (folder === undefined) address.searchParams.set("ew", "true");
  else address.searchParams.set("folder", folder);
  if (payload.length > 0) address.searchParams.set("payload", JSON.stringify(payload));
  return address.toString();
}

async function answering(address: string, server: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) break;
    if (
      await fetch(address).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  server.kill("SIGKILL");
  throw new Error(`The VS Code server did not start:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (server.exitCode !== null) return done();
    server.once("exit", () => done());
    server.kill("SIGTERM");
    setTimeout(() => server.kill("SIGKILL"), 3000).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? done(address.port) : failed(new Error("No free port."))));
    });
  });
}
