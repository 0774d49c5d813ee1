/** `npm start`: builds the extension, if it has changed, and opens a VS Code with it on `examples/`, the user's own if there is one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { chromiumPath } from "./machine/chromium.ts";
import { isInstalled, root, run, say } from "./machine/run.ts";
import { installExtension, startServer } from "./machine/vscodeServer.ts";
import { changedAt, isPackaged, packageExtension, vsix } from "./package.ts";

const examples = join(root, "examples");
const firstFile = join(examples, "web.yaml");

if (!isPackaged()) {
  say("Building the extension");
  await packageExtension();
}

if (isInstalled("code")) openDesktop();
else await openInBrowser();

function openDesktop(): void {
  say("Opening your VS Code on examples/ with the extension");
  run("code", ["--new-window", `--extensionDevelopmentPath=${root}`, examples, firstFile]);
}

async function openInBrowser(): Promise<void> {
  const data = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "rehearsal", "workbench");
  mkdirSync(data, { recursive: true });
  chromiumPath();
  const [mark, wanted] = [join(data, "installed.txt"), `${vsix} ${changedAt(vsix)}`];
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
    say("Installing the extension into the VS Code server");
    installExtension(vsix, data);
    writeFileSync(mark, wanted);
  }
  const server = await startServer({ data, ...(process.env["PORT"] && { port: Number(process.env["PORT"]) }) });
  const address = server.workbench(examples, [["openFile", `vscode-remote://${server.authority}${firstFile}`]]);
  say(`\nVS Code with Rehearsal is open at\n\n  ${address}\n\nPress Ctrl+C to stop it.`);
  if (process.env["DISPLAY"] && isInstalled("xdg-open")) run("xdg-open", [address], { quiet: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
