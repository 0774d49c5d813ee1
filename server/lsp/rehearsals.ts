import { type Part, partsNow } from "../change/parts.ts";
import type { EffectPlace } from "../features/codeLens.ts";
import { isScenarioFile } from "../scenario/readFile.ts";
import { fixesOf, type Fix } from "../rehearsal/fixes.ts";
import { clusterIn, type Given, givenBy } from "../rehearsal/given.ts";
import { documentOf, objectsOf } from "../rehearsal/files.ts";
import { type PlacedConcern, placed } from "../rehearsal/placed.ts";
import type { Rehearser } from "../rehearsal/rehearser.ts";
import type { Change } from "../rehearsal/rehearsed.ts";
import type { CodedConcern, Findings } from "../rehearsal/run.ts";
import { workloadKinds } from "../../api/workloads.ts";
import type { Session } from "./session.ts";

/** After how long without a keystroke a rehearsal begins, in milliseconds; longer than a fast typist's pause between two keys. */
const rest = 100;

/** The most objects that are rehearsed in the background. */
const most = 600;

/** The result of rehearsing the change around a file. */
interface Shown {
  readonly parts: readonly Part[];
  readonly change: Change;
  readonly findings: Findings;
}

/** Rehearses the changes around open files when typing rests, in the background, and keeps the results. */
export class Rehearsals {
  private readonly session: Session;
  private readonly onShown: (uris: ReadonlySet<string>) => void;
  private readonly shown = new Map<string, Shown>();
  private readonly running = new Map<string, AbortController>();
  private readonly fixes = new WeakMap<CodedConcern, Promise<readonly Fix[]>>();
  private stopWaiting = (): void => undefined;
  private started: Rehearser | undefined;

  constructor(session: Session, onShown: (uris: ReadonlySet<string>) => void) {
    this.session = session;
    this.onShown = onShown;
  }

  /** Handles a change of a file: cancels running rehearsals, which begin again when typing rests. */
  soon(): void {
    for (const [uri, stop] of this.running) {
      stop.abort();
      this.running.delete(uri);
    }
    this.stopWaiting();
    this.stopWaiting = this.session.host.after(rest, () => void this.rehearseOpen());
  }

  /** Forgets the change around a file that is no longer open. */
  close(uri: string): void {
    const gone = this.shown.get(uri);
    this.shown.delete(uri);
    if (gone) this.onShown(new Set(gone.parts.map(({ file }) => file.uri)));
  }

  /** The findings of rehearsals in a file, with places in the present text. */
  findingsIn(uri: string): readonly PlacedConcern[] {
    const { workspace } = this.session;
    const settings = workspace.snapshot(uri)?.settings;
    if (!settings) return [];
    const seen = new Set<string>();
    const all = [...this.shown.values()].filter(({ parts }) => parts.some(({ file }) => file.uri === uri));
    return all
      .flatMap(({ parts, findings }) => {
        const now = this.asNow(parts);
        const current = findings.concerns.filter((concern) => !isOutdated(concern, parts, now));
        return placed(current, now, settings);
      })
      .filter(({ uri: of, base, finding: { code, from } }) => {
        const key = `${code} ${base + from}`;
        return of === uri && !seen.has(key) && seen.add(key);
      });
  }

  /** The effects of the change around a file on its objects. */
  effectsIn(uri: string): readonly EffectPlace[] {
    const shown = this.shown.get(uri);
    const parts = shown && this.asNow(shown.parts);
    return (shown?.findings.effects ?? []).flatMap(({ about, sentence }) => {
      const found = documentOf(about, parts!);
      const kind = found?.placed.document.manifest.nodeAt(["kind"]);
      return found && kind && found.file.uri === uri ? [{ at: kind.from + found.placed.from, sentence }] : [];
    });
  }

  /** The fixes of a finding, each rehearsed before it is offered. */
  async fixesFor(concern: CodedConcern, signal: AbortSignal): Promise<{ readonly parts: readonly Part[]; readonly fixes: readonly Fix[] }> {
    const shown = [...this.shown.values()].find(({ findings }) => findings.concerns.includes(concern));
    if (!shown) return { parts: [], fixes: [] };
    const { change, findings, parts } = shown;
    const rehearse = async (one: Change): Promise<Findings> => (await this.rehearser(one, signal)) ?? findings;
    const known = this.fixes.get(concern) ?? fixesOf(concern, findings, change, parts, rehearse);
    this.fixes.set(concern, known);
    signal.addEventListener("abort", () => this.fixes.delete(concern));
    return { parts, fixes: await known };
  }

  /** Started with the first change. */
  private get rehearser(): Rehearser {
    return (this.started ??= this.session.host.rehearser(this.session.pages()?.folder));
  }

  private asNow(parts: readonly Part[]): readonly Part[] {
    return parts.map((part) => ({ ...part, file: this.session.workspace.file(part.file.uri) ?? part.file }));
  }

  private async rehearseOpen(): Promise<void> {
    const open = this.session.workspace.open().toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0));
    for (const { uri } of open) if (!isScenarioFile(uri)) await this.rehearse(uri);
  }

  private async rehearse(uri: string): Promise<void> {
    const stop = new AbortController();
    this.running.get(uri)?.abort();
    this.running.set(uri, stop);
    const gathered = this.gather(uri);
    const findings = gathered && (await this.rehearser(gathered.change, stop.signal));
    if (stop.signal.aborted) return;
    this.running.delete(uri);
    const before = this.shown.get(uri);
    if (findings) this.shown.set(uri, { ...gathered, findings });
    else this.shown.delete(uri);
    if (before?.findings === findings) return;
    this.onShown(new Set([...(before?.parts ?? []), ...(gathered?.parts ?? [])].map(({ file }) => file.uri)));
  }

  /** The change around a file; nothing if it has no workload, or is too large. */
  private gather(uri: string): Omit<Shown, "findings"> | undefined {
    const { workspace } = this.session;
    const parts = partsNow({ is: "related", uri }, workspace);
    if (!parts.some(({ file }) => file.documents.some(({ document: { self } }) => workloadKinds.includes(self.kind)))) return undefined;
    const after = objectsOf(parts);
    if (after.length > most) return undefined;
    const before = workspace.committedFile(uri) ? objectsOf(this.asCommitted(parts)) : [];
    const isEdited = before.length > 0 && JSON.stringify(before) !== JSON.stringify(after);
    return { parts, change: { before: isEdited ? before : [], after, ...this.given(uri) } };
  }

  /** The files as last committed, if the editor has sent that text; other files have not changed. */
  private asCommitted(parts: readonly Part[]): readonly Part[] {
    return parts.map((part) => ({ ...part, file: this.session.workspace.committedFile(part.file.uri) ?? part.file }));
  }

  /** The chosen cluster, and the scenario beside the file. */
  private given(uri: string): Given {
    const { workspace } = this.session;
    const scenario = workspace.file(uri.replace(/\.(ya?ml|json)$/, ".rehearsal.yaml"));
    const cluster = workspace.clusterFile(uri);
    return { ...(cluster && { cluster: clusterIn(cluster) }), ...(scenario && givenBy(scenario.syntax.text)) };
  }
}

/** A refusal depends on the object's text, so it is outdated if the text has changed since. */
function isOutdated({ message, spot: { object } }: CodedConcern, then: readonly Part[], now: readonly Part[]): boolean {
  return message.code === "apply-refused" && documentOf(object, then)?.placed.document !== documentOf(object, now)?.placed.document;
}
