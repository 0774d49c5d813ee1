import * as vscode from "vscode";

const id = "redhat.vscode-yaml";

/** The part of the YAML extension's interface that we use. */
interface YamlApi {
  registerContributor(name: string, schemaOf: (uri: string) => string | undefined, contentOf: (schema: string) => string): boolean;
}

/** What both extensions would say of a manifest: how its YAML is written. */
const saidByBoth = new Set(["yaml-syntax", "duplicate-field"]);

/**
 * Lives beside Red Hat's YAML extension without anything being said twice. That one is given a schema for manifests which allows everything,
 * so that it neither checks, completes nor explains fields by a schema of its own; and since it tells of broken YAML, we do not.
 */
export class YamlExtension implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private registered = false;

  constructor() {
    void this.register();
    this.subscription = vscode.extensions.onDidChange(() => void this.register());
  }

  /** What is left to say of a file. */
  withoutTwice(diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
    if (!this.registered) return diagnostics;
    return diagnostics.filter(({ code }) => !saidByBoth.has(String(typeof code === "object" ? code.value : code)));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async register(): Promise<void> {
    const extension = vscode.extensions.getExtension<YamlApi>(id);
    if (!extension || this.registered) return;
    const api = await extension.activate();
    this.registered = api.registerContributor(
      "rehearsal",
      (uri) => (isManifest(uri) ? "rehearsal:/anything" : undefined),
      () => "{}",
    );
  }
}

function isManifest(uri: string): boolean {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const text = document?.getText().slice(0, 100_000) ?? "";
  return /^["']?apiVersion["']?\s*:/m.test(text) && /^["']?kind["']?\s*:/m.test(text);
}
