import assert from "node:assert/strict";
import { ChildProcess } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually, eventuallyAsked, openFile, problems, replace, settled } from "./asking.ts";

/** What goes wrong around the extension while a person works. */
export function faults(): void {
  suite("when things go wrong", () => {
    test("a server that is killed while a person types is back at once: what was typed is checked, and nothing is told twice", async () => {
      const { document, editor } = await openFile("web.yaml");
      await replace(editor, "replicas: 3", "replicas: x");
      const [told] = await eventually(
        () => problems(document),
        (found) => found.length === 1,
      );
      for (let times = 0; times < 3; times++) {
        await kill();
        await type(editor, "replicas: x", "y");
        const [other] = await eventually(
          () => problems(document),
          (found) => found.length === 1 && found[0] !== told,
        );
        assert.match(other!, /xy/);
        await replace(editor, "replicas: xy", "replicas: x");
        await eventually(
          () => problems(document),
          (found) => found.length === 1 && found[0] === told,
        );
      }
      await settled();
      assert.deepEqual(problems(document), [told]);
      assert.equal(servers().length, 1);
    });

    test("what a server that is killed found stays until the next one has answered", async () => {
      const { document, editor } = await openFile("web.yaml");
      await replace(editor, "replicas: 3", "replicas: x");
      await eventually(
        () => problems(document),
        (found) => found.length === 1,
      );
      const counts = new Set<number>();
      const watching = vscode.languages.onDidChangeDiagnostics(() => counts.add(problems(document).length));
      await kill();
      await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, new vscode.Position(0, 0));
      watching.dispose();
      assert.ok(!counts.has(0) && problems(document).length > 0);
      await replace(editor, "replicas: x", "replicas: 3");
      await eventually(
        () => problems(document),
        (found) => found.length === 0,
      );
    });

    test("a server that is killed before it answers: the next one does", async () => {
      const { document } = await openFile("database.yaml");
      const at = document.positionAt(document.getText().indexOf("app: database") + "app: da".length);
      const ask = (): Thenable<vscode.Location[]> => vscode.commands.executeCommand("vscode.executeReferenceProvider", document.uri, at);
      const before = await eventuallyAsked(ask, (found) => found.length >= 3);
      const [server] = servers();
      if (process.platform !== "win32") server!.kill("SIGSTOP"); // it cannot have answered before it ends
      const asked = ask();
      await new Promise((resolve) => setTimeout(resolve, 100));
      server!.kill("SIGKILL");
      assert.equal((await asked).length, before.length);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at, "db");
      assert.ok(edit.get(document.uri).length >= 3);
    });

    test("a server that is killed as it starts, and as it reads the workspace", async () => {
      const { document, editor } = await openFile("typos.yaml");
      const isTold = (found: readonly string[]): boolean => found.length > 4;
      const before = await eventually(() => problems(document), isTold);
      for (const wait of [0, 30, 150]) {
        await kill();
        await eventually(servers, (found) => found.length === 1);
        await new Promise((resolve) => setTimeout(resolve, wait));
        await kill();
        // The old findings stay until the next server speaks: what it finds in another text is its own.
        await replace(editor, "replica: 3", "replicas: 3");
        await eventually(
          () => problems(document),
          (found) => found.length === before.length - 1,
        );
        await replace(editor, "replicas: 3", "replica: 3");
        await eventually(
          () => problems(document),
          (found) => found.length === before.length,
        );
      }
      await settled();
      assert.deepEqual(problems(document).toSorted(), before.toSorted());
      assert.equal(servers().length, 1);
    });

    test("files and folders that are removed, moved or rewritten on the disk are followed", async () => {
      const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: faults }\ndata: { colour: blue }\n";
      write("faults/deep/config.yaml", settings);
      write(
        "user.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: { name: user }\nspec:\n  containers:\n    - name: user\n      image: nginx:1.29\n      envFrom: [{ configMapRef: { name: faults } }]\n",
      );
      const { document } = await openFile("user.yaml");
      const at = document.positionAt(document.getText().indexOf("faults") + 2);
      const leadsTo = (path: string | undefined): Promise<unknown> =>
        eventuallyAsked<vscode.Location[]>(
          () => vscode.commands.executeCommand("vscode.executeDefinitionProvider", document.uri, at),
          (found) => (path === undefined ? found.length === 0 : found[0]?.uri.path.endsWith(path) === true),
        );
      await leadsTo("faults/deep/config.yaml");
      renameSync(inFolder("faults"), inFolder("moved.1"));
      await leadsTo("moved.1/deep/config.yaml");
      rmSync(inFolder("moved.1"), { recursive: true });
      await leadsTo(undefined);
      write("again.yaml", settings);
      await leadsTo("again.yaml");
      write("user.yaml", document.getText().replace("image:", "imag:"));
      await eventually(
        () => problems(document),
        (found) => found.some((one) => one.includes("imag")),
      );
      rmSync(inFolder("user.yaml"));
      rmSync(inFolder("again.yaml"));
      await leadsTo(undefined);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    });

    test("a preview that is closed in the middle of its simulation leaves nothing behind", async () => {
      const failures: string[] = [];
      const note = (reason: unknown): void => void failures.push(String(reason instanceof Error ? reason.stack : reason));
      process.on("unhandledRejection", note);
      const { document, editor } = await openFile("web.yaml");
      await replace(editor, "replicas: 3", "replicas: 3000");
      for (const wait of [0, 100, 400, 1000]) {
        await vscode.commands.executeCommand("rehearsal.preview", document.uri);
        await new Promise((resolve) => setTimeout(resolve, wait));
        const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.startsWith("Rollout of"));
        await vscode.window.tabGroups.close(tabs);
      }
      await openFile("web.yaml");
      await settled();
      process.off("unhandledRejection", note);
      assert.deepEqual(
        failures.filter((stack) => stack.includes("rehearsal")),
        [],
      );
      assert.equal(servers().length, 1);
    });
  });
}

/** The processes of the language server. */
function servers(): ChildProcess[] {
  const { _getActiveHandles: all } = process as unknown as { readonly _getActiveHandles: () => unknown[] };
  const processes = all.call(process).filter((one) => one instanceof ChildProcess);
  return processes.filter(({ spawnargs, exitCode, signalCode }) => {
    const isOver = exitCode !== null || signalCode !== null;
    return !isOver && spawnargs.some((argument) => /[\\/]server[\\/]node\.mjs$/.test(argument));
  });
}

/** Ends the language server as a system does that has no memory left. */
async function kill(): Promise<void> {
  const [server] = await eventually(servers, (found) => found.length === 1);
  server!.kill("SIGKILL");
  await eventually(servers, (found) => !found.includes(server!));
}

/** Types behind the first place of a text, key by key. */
async function type(editor: vscode.TextEditor, behind: string, keys: string): Promise<void> {
  const at = editor.document.positionAt(editor.document.getText().indexOf(behind) + behind.length);
  editor.selection = new vscode.Selection(at, at);
  for (const key of keys) await vscode.commands.executeCommand("type", { text: key });
}

function inFolder(name: string): string {
  return join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, name);
}

function write(name: string, text: string): void {
  mkdirSync(join(inFolder(name), ".."), { recursive: true });
  writeFileSync(inFolder(name), text);
}
