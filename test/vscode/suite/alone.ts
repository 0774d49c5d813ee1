import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Rehearsal } from "../../../client/extension.ts";
import { eventually, hovers, openFile, problems, proposals, replace, settled } from "./asking.ts";
import { faults } from "./faults.ts";
import { runSuite } from "./runSuite.ts";

/** The extension as VS Code's own commands see it. */
export const run = (): Promise<void> =>
  runSuite(() => {
    suite("in the extension host", () => {
      test("nothing runs before a manifest is open", async () => {
        const { isServing } = await rehearsal().activate();
        await vscode.workspace.openTextDocument({ language: "json", content: '{ "name": "no manifest" }' });
        await settled();
        assert.equal(isServing(), false);
      });

      test("a manifest as it should be has nothing to complain about", async () => {
        const { document } = await openFile("web.yaml");
        await eventually(rehearsal().exports.isServing, (serving) => serving);
        await settled();
        assert.deepEqual(problems(document), []);
      });

      test("a misspelt field is an error on its key, and a quick fix mends it", async () => {
        const { document, editor } = await openFile("web.yaml");
        await replace(editor, "replicas:", "replcas:");
        const [problem] = await eventually(
          () => problems(document),
          (found) => found.length > 0,
        );
        assert.match(problem!, /replicas.*replcas/);
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

      test("a rehearsal in the background says what never starts, and its fix was tried", async () => {
        const { document, editor } = await openFile("web.yaml");
        await replace(editor, "  replicas: 3\n", "  replicas: 3\n  paused: true\n");
        const found = (): vscode.Diagnostic[] =>
          vscode.languages.getDiagnostics(document.uri).filter(({ code }) => JSON.stringify(code).includes("rollout-paused"));
        const [finding] = await eventually(found, (all) => all.length > 0);
        assert.equal(finding!.source, "rehearsal");
        const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          document.uri,
          finding!.range,
          "quickfix",
        );
        const fix = fixes.find(({ title }) => /^without paused: completes in \d+ s/.test(title));
        assert.ok(fix, fixes.map(({ title }) => title).join());
        await vscode.workspace.applyEdit(fix.edit!);
        await eventually(found, (all) => all.length === 0);
        assert.ok(!document.getText().includes("paused"));
      });

      test("hover says what a field is", async () => {
        const { document } = await openFile("web.yaml");
        const [said = ""] = await hovers(document, "replicas:");
        assert.match(said, /replicas/);
        assert.match(said, /integer/);
      });

      test("completion offers what fits and is not there yet", async () => {
        const { document, editor } = await openFile("web.yaml");
        await replace(editor, "  replicas: 3\n", "  minR\n");
        const labels = await proposals(document, "minR");
        assert.ok(labels.slice(0, 3).includes("minReadySeconds"), labels.join(", "));
        assert.ok(!labels.includes("selector"), "selector is there already");
      });

      test("each version of Kubernetes takes what it has", async () => {
        const settings = vscode.workspace.getConfiguration("rehearsal");
        const scalesToZero = { "1.34": false, "1.35": false, "1.36": false, "1.37": true };
        const content =
          "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  minReplicas: 0\n  maxReplicas: 3\n" +
          "  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n  metrics:\n" +
          "    - {type: External, external: {metric: {name: queue}, target: {type: Value, value: 5}}}\n" +
          "---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  evictionResponders: [{name: example.com/mover, priority: 5}]\n" +
          "  containers: [{name: web, image: nginx:1.29}]\n";
        const document = await vscode.workspace.openTextDocument({ language: "yaml", content });
        await vscode.window.showTextDocument(document);
        for (const [version, isTaken] of Object.entries(scalesToZero)) {
          await settings.update("kubernetesVersion", version, vscode.ConfigurationTarget.Global);
          const shown = await eventually(
            () => problems(document),
            (found) => found.some((one) => /minReplicas/.test(one)) === !isTaken && found.some((one) => /evictionResponders/.test(one)),
          );
          const later = shown.find((one) => /evictionResponders/.test(one))!;
          assert.match(later, isTaken ? /silently dropped/ : /needs Kubernetes 1\.37/);
        }
        await settings.update("kubernetesVersion", undefined, vscode.ConfigurationTarget.Global);
      });

      test("the preview opens beside the editor", async () => {
        await openFile("web.yaml");
        await vscode.commands.executeCommand("rehearsal.preview");
        const labels = await eventually(openTabs, (found) => found.includes("Rollout of web.yaml"));
        assert.ok(labels.includes("web.yaml"));
      });

      test("a file that was never saved is checked and previewed, too", async () => {
        await vscode.commands.executeCommand("rehearsal.openExample", "typos.yaml");
        const { document } = vscode.window.activeTextEditor!;
        assert.ok(document.isUntitled);
        await eventually(
          () => problems(document),
          (found) => found.length > 4,
        );
        await vscode.commands.executeCommand("rehearsal.preview");
        await eventually(openTabs, (found) => found.includes(`Rollout of ${document.uri.path}`));
      });

      test("a server that is restarted says again what it said", async () => {
        const { document } = await openFile("typos.yaml");
        const before = await eventually(
          () => problems(document),
          (found) => found.length > 4,
        );
        await vscode.commands.executeCommand("rehearsal.restartServer");
        await eventually(
          () => problems(document),
          (found) => found.length === before.length,
        );
      });

      test("inlay hints can be switched off", async () => {
        const { document } = await openFile("web.yaml");
        const all = new vscode.Range(0, 0, document.lineCount, 0);
        const hints = () => vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all);
        assert.notDeepEqual(await hints(), []);
        const settings = vscode.workspace.getConfiguration("rehearsal");
        await settings.update("inlayHints.enabled", false, vscode.ConfigurationTarget.Workspace);
        await settled();
        assert.deepEqual(await hints(), []);
        await settings.update("inlayHints.enabled", undefined, vscode.ConfigurationTarget.Workspace);
      });

      test("a rule that the settings turn off is silent", async () => {
        const { document } = await openFile("typos.yaml");
        const rules = vscode.workspace.getConfiguration("rehearsal");
        const hasUnknownField = (found: readonly string[]): boolean => found.some((one) => one.includes("replicas"));
        await eventually(() => problems(document), hasUnknownField);
        await rules.update("rules", { "unknown-field": "off" }, vscode.ConfigurationTarget.Workspace);
        await eventually(
          () => problems(document),
          (found) => !hasUnknownField(found),
        );
        await rules.update("rules", undefined, vscode.ConfigurationTarget.Workspace);
      });
    });
    faults();
  });

function rehearsal(): vscode.Extension<Rehearsal> {
  return vscode.extensions.getExtension<Rehearsal>("rehearsal.rehearsal")!;
}

function openTabs(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
