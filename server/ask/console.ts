import type { Ask } from "../ask.ts";
import { runLine } from "../../kubectl/run.ts";
import { CanonicalNames, hidden, shown } from "./console/names.ts";
import { type ConsoleNode, Theatre } from "./console/theatre.ts";
import type { PodSelection, Step } from "../../engine/rehearsal/script.ts";

/** The question of `ask console`: steps of a script and kubectl commands on a separate cluster. */
export interface Session {
  readonly id: string;
  readonly title?: string;
  /** One node `n1` by default. */
  readonly nodes?: readonly ConsoleNode[];
  /** The files in the folder where kubectl runs. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly ConsoleStep[];
}

/** A kubectl command. While it runs, `finish` ends terminating pods, and with `ticking` the standard kubelet acts. */
export interface Line {
  readonly kubectl: string;
  readonly stdin?: string;
  readonly finish?: boolean;
  readonly ticking?: boolean;
}

/** The kubelet reports a status, as a merge patch; `"now"` is the time. */
interface Report {
  readonly report: PodSelection & { readonly status: object };
}

type ConsoleStep = Exclude<Step, { readonly kubectl: string }> | Line | Report | { readonly ticks: number };

interface Answered {
  readonly id: string;
  readonly steps: readonly ({ readonly stdout: string; readonly stderr: string; readonly code: number } | object)[];
}

/** `ask console`. */
export const ask: Ask = (question) => play(question as unknown as Session);

/** Plays a session and records what kubectl printed. */
export function play({ id, nodes = [{ name: "n1" }], files = {}, steps }: Session): Answered {
  const names = new CanonicalNames();
  const theatre = new Theatre(names, nodes, files);
  return {
    id,
    steps: steps.map((step) => {
      theatre.begin(step);
      const answer = take(step, theatre);
      theatre.end();
      return answer;
    }),
  };
}

function take(step: ConsoleStep, theatre: Theatre): object {
  if ("kubectl" in step) {
    const { stdout, stderr, code } = theatre.during(step, (cluster) => runLine(hidden(step.kubectl), cluster, step.stdin));
    return { stdout: shown(stdout), stderr: shown(stderr), code };
  }
  if ("report" in step) theatre.report(step.report, step.report.status);
  else if ("ticks" in step) for (let i = 0; i < step.ticks; i++) theatre.play({ tick: true });
  else if ("apply" in step) theatre.apply(step.apply);
  else theatre.play(step);
  return {};
}
