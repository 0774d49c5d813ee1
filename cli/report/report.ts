import type { Severity } from "../../server/finding/settings.ts";

/** What a run of the command line found, in the user's language. Every format prints the same report. */
export interface Report {
  readonly files: readonly FileReport[];
  /** The rollouts that were rehearsed; none of `check`. */
  readonly rehearsals: readonly RehearsalReport[];
}

/** One file, and all that is to be said of it. */
export interface FileReport {
  /** As the user named it: relative to where the command runs, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The version of Kubernetes that it was checked for. */
  readonly version: string;
  /** How many objects it has. */
  readonly objects: number;
  /** Whether the API server would refuse one of them, or can't read the file. */
  readonly refused: boolean;
  readonly findings: readonly ReportedFinding[];
}

/** A finding at its place. */
export interface ReportedFinding extends Range {
  /** Names its page in `docs/rules/`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The type of cause and the field, as the API server prints them. */
  readonly type?: string;
  readonly field?: string;
  readonly related: readonly RelatedPlace[];
}

/** Another place that has to do with a finding. */
export interface RelatedPlace extends Range {
  readonly path: string;
  readonly message: string;
}

/** A stretch of text. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A rollout that was rehearsed. */
export interface RehearsalReport {
  /** What was rehearsed: paths, or the name of a change. */
  readonly name: string;
  readonly state: "works" | "suffers" | "unfinished" | "fails";
  /** The verdict in one sentence. */
  readonly headline: string;
  /** The other sentences of the verdict, the worst first. */
  readonly details: readonly string[];
  /** What the verdict rests on besides the files. */
  readonly assumed: readonly string[];
  readonly workloads: readonly WorkloadReport[];
  /** How long it takes, in milliseconds. */
  readonly lasts: number;
  /** The picture of its end, as SVG. */
  readonly picture: () => string;
  /** The trace, as JSON text. */
  readonly trace: () => string;
}

/** How one workload fares. */
export interface WorkloadReport {
  readonly kind: string;
  readonly name: string;
  readonly state: RehearsalReport["state"];
  readonly says: string;
  /** Ready pods over time, in equal parts of the whole: of the version before, and of the new one. */
  readonly ready: { readonly old: readonly number[]; readonly new: readonly number[] };
}

/** How many findings of each severity there are. */
export function counted(files: readonly FileReport[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** A number of things: `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
