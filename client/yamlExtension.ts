import * as vscode from "vscode";

const id = "redhat.vscode-yaml";

/** The part of the YAML extension's interface that we use. */
interface YamlApi {
  registerContributor(name: string, schemaOf: (uri: string) => string | undefined, contentOf: (schema: string) => string): boolean;
}

/** The codes of problems that both extensions report: those of the YAML itself. */
const saidByBoth = new Set(["yaml-syntax", "yaml-tab", "yaml-indentation", "duplicate-field"]);

/**
 * Works together with Red Hat's YAML extension, so that nothing is reported twice. The other extension gets a schema for manifests that allows
 * everything, so that it does not check, complete or explain fields by a schema of its own. It reports broken YAML, so we do not.
 */
export class YamlExtension implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  /** The diagnostics of each file, to be shown again when the other extension comes or goes. */
  private readonly shown = new Map<string, { readonly uri: vscode.Uri; readonly all: readonly vscode.Diagnostic[] }>();
  /** They stay while a server that ended is started again: the language client would remove its own. */
  private readonly collection = vscode.languages.createDiagnosticCollection("rehearsal");
  private joining = false;
  private isRegistered = false;

  /** Registers with the other extension, now or when it is installed. */
  join(): void {
    if (this.joining) return;
    this.joining = true;
    void this.register();
    this.subscriptions.push(
      vscode.extensions.onDidChange(() => void this.register()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("yaml.validate") && this.showAgain()),
    );
  }

  /** Shows the diagnostics of a file that the other extension does not show. */
  show(uri: vscode.Uri, all: readonly vscode.Diagnostic[]): void {
    if (all.length === 0) this.shown.delete(uri.toString());
    else this.shown.set(uri.toString(), { uri, all });
    this.collection.set(uri, this.otherTells(uri) ? all.filter((one) => !saidByBoth.has(codeOf(one))) : all);
  }

  /** A server has started, and will say what it finds in open files. What an earlier one said of files that were closed meanwhile is removed. */
  removeClosed(): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const { uri } of [...this.shown.values()]) if (!open.has(uri.toString())) this.show(uri, []);
  }

  dispose(): void {
    this.collection.dispose();
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private showAgain(): void {
    for (const { uri, all } of [...this.shown.values()]) this.show(uri, all);
  }

  /** The other extension does not check JSON, and its checks may be turned off. */
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
      return; // without it nothing is reported twice
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
