import { repositoryOf } from "../../../engine/processes/images.ts";
import type { Outcome } from "../../../engine/rehearsal/trace.ts";
import type { Finding } from "../../../engine/rehearsal/verdict/finding.ts";
import type { Figures } from "../story/figures.ts";
import type { Sentences } from "./sentences.ts";

/** What a language says in the headline and beside it. Times are in milliseconds. */
export interface HeadlinePhrases {
  readonly completes: (millis: number) => string;
  /** Of pods by hand that run on. */
  readonly ready: (millis: number) => string;
  readonly goesWell: (millis: number) => string;
  readonly neverCompletes: (why: string) => string;
  readonly fails: (sentence: string) => string;
  readonly stillGoing: (millis: number, why: string) => string;
  /** A sentence as the headline begins with it. */
  readonly begun: (sentence: string) => string;
  readonly noNodeFor: (pods: number) => string;
  /** A StatefulSet that waits for an old pod: the headline, and what to do. */
  readonly oldPod: (pod: string) => readonly [string, string];
  readonly watchedFor: (millis: number) => string;
  readonly completeAfter: (millis: number) => string;
  readonly failing: (failing: number, workloads: number) => string;
  readonly done: (done: number, completions: number) => string;
  readonly peak: (pods: number) => string;
  readonly peakWithEnding: (pods: number, withEnding: number) => string;
  readonly noneReady: (wants: number) => string;
  readonly firstReady: (millis: number) => string;
  readonly neverFewer: (ready: number, wants: number) => string;
  readonly atTimesNone: string;
  /** The result rests on images of which nothing is known. */
  readonly ifTheyRun: (images: readonly string[]) => string;
  readonly withoutNode: (pods: number, cpu: number, memory: number) => string;
}

/** The verdict as the page shows it first: the worst of it, and the numbers beside it. */
export function headlineOf(
  figures: Figures,
  phrases: HeadlinePhrases,
  sentences: Sentences,
): { readonly headline: string; readonly details: string } {
  const { outcome, verdict, isWatched, isTimed, millis, name } = figures;
  const { findings, workloads, unknownImages } = verdict;
  const [first] = findings;
  const isAlone = workloads.length < 2;
  const [why = "", more] = whyOf(first, outcome, phrases, sentences);
  const failing = workloads.filter(({ state }) => state === "fails").length;
  const numbers = numbersOf(figures, phrases).join("; ");
  const { pods, cpu, memory } = figures.pending;
  const details = [
    ...(isTimed ? [isWatched ? phrases.watchedFor(millis) : phrases.completeAfter(millis)] : []),
    ...(failing > 1 ? [phrases.failing(failing, workloads.length)] : []),
    ...(more && isAlone ? [more] : []),
    ...(first?.code === "crashes" && first.why ? [why] : []),
    ...(numbers === "" ? [] : [name === undefined ? numbers : `${name}: ${numbers}`]),
    ...(verdict.state === "works" && unknownImages.length > 0 ? [phrases.ifTheyRun(unknownImages.map(({ image }) => repositoryOf(image)))] : []),
    ...(pods > 0 && (cpu + memory > 0 || !saysNoNode.has(first?.why?.rule ?? "")) ? [phrases.withoutNode(pods, cpu, memory)] : []),
  ].join("; ");
  const sentence = first ? sentences.saying(first.sentence) : "";
  switch (verdict.state) {
    case "works":
      return {
        headline: isWatched ? phrases.goesWell(millis) : figures.runsOn ? phrases.ready(readyAfter(figures)) : phrases.completes(millis),
        details,
      };
    case "suffers":
      return { headline: phrases.begun(sentence), details };
    case "fails":
      if (first!.code === "crashes") return { headline: phrases.begun(sentence), details };
      if (first!.why && isAlone) return { headline: phrases.neverCompletes(why), details };
      return { headline: saysItself.has(first!.code) ? sentence : phrases.fails(sentence), details };
    case "unfinished":
      return { headline: outcome.is === "complete" ? sentence : phrases.stillGoing(millis, why), details };
  }
}

/** Reasons that say that a pod has no node. */
const saysNoNode: ReadonlySet<string> = new Set([
  "stuck-unschedulable",
  "stuck-no-claim",
  "stuck-no-storage-class",
  "stuck-unknown-storage-class",
  "stuck-no-volume",
]);

/** When a single pod by hand is ready: whoever watches its probes watches longer. */
function readyAfter({ verdict, first, millis }: Figures): number {
  return verdict.workloads.length === 1 ? (first?.readyAfter ?? millis) : millis;
}

/** Findings whose sentences say that something fails. */
const saysItself: ReadonlySet<string> = new Set(["job-fails", "pod-fails", "never-completes"]);

/** What holds the worst of it up, or else all of it: for the headline, and for beside it. */
function whyOf(first: Finding | undefined, outcome: Outcome, phrases: HeadlinePhrases, { because }: Sentences): readonly [string?, string?] {
  const why = first?.why ?? (outcome.is === "complete" ? undefined : outcome.why);
  if (why === undefined) return [];
  switch (why.rule) {
    case "stuck-unschedulable":
      return [phrases.noNodeFor(Number(why.numbers["pods"])), String(why.numbers["reasons"])];
    case "stuck-old-pod":
      return phrases.oldPod(String(why.numbers["pod"]));
    default:
      return [because(why)];
  }
}

/** How far the workload got, and with how many pods. */
function numbersOf(figures: Figures, phrases: HeadlinePhrases): string[] {
  const { verdict, wants, peak, peakWithEnding, job } = figures;
  if (job) return verdict.findings.some(({ code }) => code === "job-fails" || code === "refused") ? [] : [phrases.done(job.done, job.completions)];
  const ready = readyOf(figures, phrases);
  if (wants === 0 || peak === 0 || (peak === wants && peakWithEnding <= peak)) return ready;
  return [...ready, peakWithEnding > peak ? phrases.peakWithEnding(peak, peakWithEnding) : phrases.peak(peak)];
}

/** How many pods are ready in between; of a first rollout when the first one is, unless that is the end for its only one. */
function readyOf({ verdict, millis, runsOn, wants, first, leastReady, floor }: Figures, phrases: HeadlinePhrases): string[] {
  if (first) {
    if (first.readyAfter === undefined) return [phrases.noneReady(wants)];
    return verdict.state === "fails" || (wants === 1 && (runsOn || first.readyAfter === millis)) ? [] : [phrases.firstReady(first.readyAfter)];
  }
  if (floor === undefined || wants === 0) return [];
  return [leastReady > 0 ? phrases.neverFewer(leastReady, wants) : phrases.atTimesNone];
}
