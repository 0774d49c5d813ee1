#!/usr/bin/env node
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ProposedFeatures, createConnection } from "vscode-languageserver/node";
import { serve } from "./server.ts";
import type { Host } from "./session.ts";
import { after } from "./timer.ts";

/** A larger file is not a manifest that a person wrote. */
const largest = 3 * 1024 * 1024;
const mostFiles = 20_000;
const passedOver: ReadonlySet<string> = new Set(["node_modules", ".git", ".venv", "vendor", "dist", "build", "target"]);

const host: Host = {
  async read(uri) {
    if (!uri.startsWith("file:")) return undefined;
    const path = fileURLToPath(uri);
    return (await stat(path)).size > largest ? undefined : await readFile(path, "utf8");
  },
  async list(folders) {
    const found: string[] = [];
    for (const folder of folders.filter((uri) => uri.startsWith("file:"))) await gather(fileURLToPath(folder), found);
    return found;
  },
  now: () => Date.now(),
  after,
};

async function gather(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (found.length >= mostFiles) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !passedOver.has(entry.name)) await gather(path, found);
    else if (entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name)) found.push(pathToFileURL(path).href);
  }
}

const transports = ["--stdio", "--node-ipc", "--socket", "--pipe"];
if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) process.argv.push("--stdio");
serve(createConnection(ProposedFeatures.all), host);
