import * as vscode from "vscode";
import type { HandleDiagnosticsSignature } from "vscode-languageclient";

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
  private readonly subscriptions: vscode.Disposable[] = [];
  /** What the server said of each file, to be shown anew when it is known who says what. */
  private readonly shown = new Map<
    string,
    { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[]; readonly show: HandleDiagnosticsSignature }
  >();
  private joining = false;
  private isRegistered = false;

  /** Makes itself known to the other one, now or when it is installed. */
  join(): void {
    if (this.joining) return;
    this.joining = true;
    void this.register();
    this.subscriptions.push(
      vscode.extensions.onDidChange(() => void this.register()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("yaml.validate") && this.showAgain()),
    );
  }

  /** Shows what is left to say of a file. */
  show(uri: vscode.Uri, all: vscode.Diagnostic[], show: HandleDiagnosticsSignature): void {
    if (all.length === 0) this.shown.delete(uri.toString());
    else this.shown.set(uri.toString(), { uri, all, show });
    show(uri, this.otherTells(uri) ? all.filter((one) => !saidByBoth.has(codeOf(one))) : all);
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private showAgain(): void {
    for (const { uri, all, show } of [...this.shown.values()]) this.show(uri, all, show);
  }

  /** JSON is not the other one's business, and it may have been told to be silent. */
  private otherTells(uri: vscode.Uri): boolean {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    return this.isRegistered && document?.languageId === "yaml" && vscode.workspace.getConfiguration("yaml", uri).get("validate", true);
  }

  private async register(): Promise<void> {
    const extension = vscode.extensions.getExtension<YamlApi>(id);
    if (!extension || this.isRegistered) return;
    try {
      const api = await extension.activate();
      this.isRegistered ||= api.registerContributor(
        "rehearsal",
        (uri) => (isManifest(uri) ? "rehearsal:/anything" : undefined),
        () => "{}",
      );
    } catch {
      return; // without it there is nobody to say things twice
    }
    this.showAgain();
  }
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

function isManifest(uri: string): boolean {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const text = document?.getText().slice(0, 100_000) ?? "";
  return /^["']?apiVersion["']?\s*:/m.test(text) && /^["']?kind["']?\s*:/m.test(text);
}
