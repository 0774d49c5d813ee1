#!/usr/bin/env node
/**
 * A VS Code to run tests in where no desktop is: takes the command line that `@vscode/test-electron` gives a desktop VS Code,
 * and opens VS Code's server in a headless Chromium. Exits as the tests do.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { chromiumPath, headlessArguments } from "../../scripts/machine/chromium.ts";
import { startServer } from "../../scripts/machine/vscodeServer.ts";

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  options: { extensionDevelopmentPath: { type: "string", multiple: true }, extensionTestsPath: { type: "string" } },
});

/** What VS Code itself says while it starts, of no interest to who runs tests. */
const noise =
  /^(Resolv|Creating a socket|Updating additional|\[|ChatSessionStore|getaddrinfo|(Error: )?Could not locate the bindings|(Error: )?Cannot find module|Canceled|Loading development extension|Creation of workbench|Timed out waiting for auth|Aborted onWillSave|%)/;

const data = mkdtempSync(join(tmpdir(), "rehearsal-host-"));
// A workbench in a browser develops one extension; the others are as if they were installed.
const [developed, ...others] = [values["extensionDevelopmentPath"] ?? []].flat().map(String);
for (const other of others) cpSync(other, join(data, "extensions", basename(other)), { recursive: true });
const server = await startServer({ data, testDriver: true });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: headlessArguments });
let code = 1;
try {
  code = await runTests();
} catch (error) {
  console.error(`The workbench could not run the tests: ${error instanceof Error ? error.message : String(error)}`);
}
await browser.close();
await server.stop();
rmSync(data, { recursive: true, force: true, maxRetries: 3 });
process.exit(code);

async function runTests(): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const remote = (path: unknown): string => `vscode-remote://${server.authority}${resolve(String(path))}`;
  const finished = new Promise<number>((done, failed) => {
    void page.exposeFunction("codeAutomationExit", done);
    page.on("crash", () => failed(new Error("the page crashed")));
    setTimeout(() => failed(new Error("no answer within five minutes")), 300_000).unref();
  });
  await page.exposeFunction("codeAutomationLog", (_type: string, words: readonly unknown[]) => {
    if (!noise.test(String(words[0]))) console.log(...words);
  });
  await page.goto(
    server.workbench(positionals[0] === undefined ? undefined : resolve(positionals[0]), [
      ["skipWelcome", "true"],
      ["extensionDevelopmentPath", remote(developed)],
      ["extensionTestsPath", remote(values["extensionTestsPath"])],
    ]),
  );
  return finished;
}
