import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/machine/run.ts";
import { startServer } from "../support/session.ts";

const folder = mkdtempSync(join(tmpdir(), "rehearsal-network-"));
cpSync(join(root, "examples"), folder, { recursive: true });
const attempts = join(folder, "attempts.txt");
writeFileSync(attempts, "");
process.env["REHEARSAL_ATTEMPTS"] = attempts;
const blocked = ["--import", pathToFileURL(join(import.meta.dirname, "noNetwork.mjs")).href];

function node(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [...blocked, ...args], { cwd: folder, encoding: "utf8" });
}

test("an attempt is seen: this is no test that nothing can fail", () => {
  assert.match(node("-e", 'require("node:net").connect(9, "127.0.0.1")').stderr, /net\.Socket\.connect is not allowed/);
  assert.match(node("--input-type=module", "-e", 'import { lookup } from "node:dns"; lookup("a.invalid", () => {})').stderr, /dns\.lookup is not/);
  assert.match(node("-e", 'fetch("http://a.invalid")').stderr, /fetch is not allowed/);
  assert.equal(readFileSync(attempts, "utf8"), "net.Socket.connect\ndns.lookup\nfetch\n");
  writeFileSync(attempts, "");
});

test("the command line reaches for no network", () => {
  for (const command of [["check"], ["rehearse", "web.yaml"], ["place", "web.yaml"], ["kubectl", "--of", "web.yaml", "--", "get", "pods"]]) {
    const { stdout, stderr } = node(join(root, "cli/main.ts"), ...command);
    assert.ok(stdout !== "", `${command.join(" ")}: ${stderr}`);
  }
  assert.equal(readFileSync(attempts, "utf8"), "");
});

test("the language server reaches for no network", async () => {
  const command = [process.execPath, ...blocked, join(root, "server/lsp/node.ts"), "--stdio"];
  const server = await startServer({ command, folder: pathToFileURL(folder).href });
  const uri = pathToFileURL(join(folder, "web.yaml")).href;
  const text = readFileSync(join(folder, "web.yaml"), "utf8");
  await server.open(uri, text.replace("kind: Deployment", "kind: Deploymet"));
  const at = { textDocument: { uri }, position: { line: 1, character: 3 } };
  for (const method of ["textDocument/hover", "textDocument/completion", "textDocument/definition"]) await server.request(method, at);
  await server.stop();
  assert.equal(readFileSync(attempts, "utf8"), "");
});
