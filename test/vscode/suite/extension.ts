import assert from "node:assert/strict";
import * as vscode from "vscode";

/** The extension as VS Code's own commands see it. */
export function extensionSuite(): void {
  suite("in the extension host", () => {
    test("a manifest as it should be has nothing to complain about", async () => {
      const { document } = await openExample("web.yaml");
      await settled();
      assert.deepEqual(problems(document), []);
    });

    test("a misspelt field is an error on its key, and a quick fix mends it", async () => {
      const { document, editor } = await openExample("web.yaml");
      await replace(editor, "replicas:", "replcas:");
      const [problem] = await eventually(
        () => problems(document),
        (found) => found.length > 0,
      );
      assert.match(problem!, /replcas.*replicas/);
      const line = document.positionAt(document.getText().indexOf("replcas")).line;
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(line, 3, line, 3),
        "quickfix",
      );
      await vscode.workspace.applyEdit(fixes[0]!.edit!);
      await eventually(
        () => problems(document),
        (found) => found.length === 0,
      );
      assert.match(document.getText(), /^ {2}replicas: 3$/m);
    });

    test("hover says what a field is", async () => {
      const { document } = await openExample("web.yaml");
      const at = document.positionAt(document.getText().indexOf("replicas:") + 2);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
      const text = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === "string" ? content : content.value))).join("\n");
      assert.match(text, /replicas/);
      assert.match(text, /integer/);
    });

    test("completion offers what fits and is not there yet", async () => {
      const { document, editor } = await openExample("web.yaml");
      await replace(editor, "  replicas: 3\n", "  minR\n");
      const at = document.positionAt(document.getText().indexOf("minR") + 4);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at);
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      assert.ok(labels.slice(0, 3).includes("minReadySeconds"), labels.join(", "));
      assert.ok(!labels.includes("selector"), "selector is there already");
    });

    test("the preview opens beside the editor", async () => {
      await openExample("web.yaml");
      await vscode.commands.executeCommand("rehearsal.preview");
      const labels = await eventually(
        () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
        (found) => found.includes("Rollout of web.yaml"),
      );
      assert.ok(labels.includes("web.yaml"));
    });
  });
}

async function openExample(name: string): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
  const editor = await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  return { document: editor.document, editor };
}

async function replace(editor: vscode.TextEditor, what: string, by: string): Promise<void> {
  const from = editor.document.getText().indexOf(what);
  assert.ok(from >= 0, `${what} is not in the file`);
  await editor.edit((edit) => edit.replace(new vscode.Range(editor.document.positionAt(from), editor.document.positionAt(from + what.length)), by));
}

function problems(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map(({ message }) => message);
}

/** Asks until the answer is as it should be. Fails with the last answer. */
async function eventually<T>(ask: () => T, isRight: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = ask();
    if (isRight(answer)) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new assert.AssertionError({ message: `still ${JSON.stringify(ask())} after ten seconds` });
}

/** Long enough for an error to show up, if there were one. */
function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1500));
}
