import { existsSync } from "node:fs";
import { isInstalled, run, say } from "./run.ts";

const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The arguments for a headless Chromium: no sandbox, since tests may run as root, and no network. */
export const headlessArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium or Chrome, installed from Debian's packages if there is none. */
export function chromiumPath(): string {
  return installed() ?? install();
}

function installed(): string | undefined {
  return places.find((path) => path !== undefined && existsSync(path));
}

function install(): string {
  if (!isInstalled("apt-get")) throw new Error("No Chromium or Chrome was found. Install one, or name it in the environment variable CHROMIUM.");
  say("Installing Chromium from Debian's packages");
  // Another installation may be running: wait for it.
  const patience = ["-o", "DPkg::Lock::Timeout=300"];
  const [command, ...before] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "apt-get"];
  run(command, [...before, "update", "-qq", ...patience], { quiet: true });
  run(command, [...before, "install", "-y", "-qq", ...patience, "--no-install-recommends", "chromium", "fonts-dejavu-core", "fonts-noto-cjk"], {
    quiet: true,
  });
  const path = installed();
  if (path === undefined) throw new Error("Chromium was installed but is not where it should be. Name it in the environment variable CHROMIUM.");
  return path;
}
