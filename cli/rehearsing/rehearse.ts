import { groupBy } from "../../api/groupBy.ts";
import { withoutSecrets } from "../../engine/incoming/secrets.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { playable, withStart } from "../../engine/rehearsal/planned.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { picture } from "../../client/preview/picture/picture.ts";
import { light } from "../../client/preview/picture/theme.ts";
import { figuresOf } from "../../client/preview/story/figures.ts";
import { seriesOf } from "../../client/preview/story/series.ts";
import { storyOf } from "../../client/preview/story/storyOf.ts";
import type { Story } from "../../client/preview/story/story.ts";
import type { Words } from "../../client/preview/words/en.ts";
import { wordsOf } from "../../client/preview/words/words.ts";
import { focusedWorkload } from "../../client/preview/state/focusedWorkload.ts";
import type { Change } from "../../server/rehearsal/rehearsed.ts";
import { type Findings, findingsOf, scenarioOf } from "../../server/rehearsal/run.ts";
import type { Finding } from "../../engine/rehearsal/verdict/finding.ts";
import { refusalsIn } from "../../server/change/objects.ts";
import { objectsOf } from "../../server/rehearsal/files.ts";
import { keyOf } from "../../engine/core/objects.ts";
import type { RehearsalReport, WorkloadReport } from "../report/report.ts";
import type { SidePart, Sides } from "./sides.ts";
import type { Surroundings } from "./surroundings.ts";

/** The result of a rehearsal. */
export interface Rehearsed {
  readonly trace: Trace;
  readonly findings: Findings;
  /** How many documents are no object that could be played: the API server refuses them before it looks at the rest. */
  readonly unread: number;
  /** How many objects are played. */
  readonly objects: number;
}

/** Plays a change to its end. */
export function rehearse(sides: Sides, { cluster, scenario }: Surroundings): Rehearsed {
  const { after, script } = withStart(objectsOf(sides.after), scenario.steps);
  const change: Change = { before: objectsOf(sides.before), after, ...playable(script), ...(cluster && { cluster }) };
  const { syncs: _, ...whole } = scenarioOf(change);
  const { side, prune } = scenario.apply ?? {};
  const trace = simulate({ ...whole, ...(side && { applies: side }), ...(prune && { prunes: prune }) });
  const unread = sides.after.flatMap(refusalsIn).filter(({ isRead }) => !isRead).length;
  const objects = trace.change?.applied.filter(({ is }) => is !== "unknown").length ?? 0;
  return { trace, findings: findingsOf(change, trace), unread, objects };
}

/** Whether something in a part of a change is meant for the API server. */
export function hasManifest({ file }: SidePart): boolean {
  return file.documents.some(({ document }) => document.recognition === "manifest");
}

/** A rehearsal as it is reported, in the words of the panel. */
export function reportOf(name: string, rehearsed: Rehearsed, language: string): RehearsalReport {
  const { trace, unread } = rehearsed;
  const story = storyOf(withoutSecrets(trace));
  const words = wordsOf(language);
  const workload = focusedWorkload(story, null);
  const series = workload < 0 ? null : seriesOf(story, workload);
  const { findings: all, assumed, workloads } = story.verdict;
  // What can't be read seems to be no longer in the file.
  const isMissing = ({ code }: Finding): boolean => unread > 0 && (code === "left-one" || code === "left-behind");
  const findings = all.filter((finding) => !isMissing(finding));
  const told = findings.map((finding) => words.finding(finding));
  const missed = new Set(all.filter(isMissing).map(({ about }) => keyOf(about)));
  const byKey = groupBy(findings, ({ about }) => keyOf(about));
  const indices = new Map(story.workloads.map((one, index) => [keyOf(one.ref), index]));
  const lasts = story.to - story.from;
  return {
    name,
    ...(unplayed(rehearsed, told, words) ?? played(story, words.verdict(figuresOf(story, workload, series)), told)),
    assumed: assumed.map((sentence) => words.assumed(sentence)),
    workloads: workloads.flatMap(({ ref, state: of }): WorkloadReport | [] => {
      const key = keyOf(ref);
      if (missed.has(key)) return [];
      const own = byKey.get(key)?.map((finding) => words.finding(finding)) ?? [];
      return {
        kind: ref.kind,
        name: ref.name,
        state: of,
        says: own.join("; ") || words.state(of),
        ready: readyOverTime(story, indices.get(key) ?? -1),
      };
    }),
    lasts,
    picture: () => picture({ story, time: lasts, sight: { from: 0, to: lasts }, workload, series, words, theme: light }, 960),
    trace: () => writeTrace(trace),
  };
}

type Outcome = Pick<RehearsalReport, "state" | "headline" | "details">;

/** The result of a change that could not be rehearsed completely. */
function unplayed({ unread, objects }: Rehearsed, told: readonly string[], { problem }: Words): Outcome | undefined {
  if (unread > 0) return { state: "fails", headline: objects === 0 ? problem.allRefused : problem.someRefused(unread), details: told };
  return objects === 0 && told.length === 0 ? { state: "unfinished", headline: problem.nothingPlayed, details: [] } : undefined;
}

function played({ verdict }: Story, { headline, details }: ReturnType<Words["verdict"]>, told: readonly string[]): Outcome {
  return { state: verdict.state, headline, details: [...(details === "" ? [] : [details]), ...told.slice(1)] };
}

/** The columns of the picture in text. */
const columns = 40;

function readyOverTime(story: Story, workload: number): WorkloadReport["ready"] {
  if (workload < 0) return { old: [], new: [] };
  const { bands, times, counts } = seriesOf(story, workload);
  const at = (time: number, isNewest: boolean): number => {
    const last = times.findLastIndex((one) => one <= time);
    return bands.reduce(
      (sum, band, i) => sum + (band.isNewest === isNewest && (band.look === "ready" || band.look === "done") ? (counts[i]![last] ?? 0) : 0),
      0,
    );
  };
  const moments = Array.from({ length: columns }, (_, i) => story.from + ((i + 1) / columns) * (story.to - story.from));
  return { old: moments.map((time) => at(time, false)), new: moments.map((time) => at(time, true)) };
}
