import Mocha from "mocha";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspace } from "vscode";

/** What VS Code calls in its extension host: runs a suite and leaves its counts in the workspace folder. */
export function runSuite(define: () => void): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, color: true });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  define();
  return new Promise((done, failed) => {
    const runner = mocha.run((failures) => {
      const { passes = 0 } = runner.stats ?? {};
      writeFileSync(join(workspace.workspaceFolders![0]!.uri.fsPath, ".results.json"), JSON.stringify({ passed: passes, failed: failures }));
      if (failures > 0) failed(new Error(`${failures} failed`));
      else done();
    });
  });
}
