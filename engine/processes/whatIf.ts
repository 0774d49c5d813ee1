import type { Container } from "../../schemas/generated/types.ts";
import { type Behaviour, type ImagePull, type CommandResult, type Process, type Run, runOf, type Seconds } from "./behaviour.ts";

/** What may go wrong in a container, in addition to its behaviour. */
export type ProcessWhatIf =
  | { readonly is: "fails"; readonly after: Seconds; readonly code: number }
  | { readonly is: "outOfMemory"; readonly after: Seconds }
  | { readonly is: "startsSlowly"; readonly seconds: Seconds }
  | { readonly is: "answersWith"; readonly path: string; readonly status: number; readonly from: Seconds }
  | { readonly is: "ignoresSigterm" };

/** What may go wrong with its image. */
export type ImageWhatIf = { readonly is: "imageMissing" } | { readonly is: "imageSlow"; readonly seconds: Seconds };

/** A what-if about a container's process or its image. */
export type WhatIf = ProcessWhatIf | ImageWhatIf;

/** Whether a what-if is about the image, and not about the process. */
export function isAboutImage(whatIf: WhatIf): whatIf is ImageWhatIf {
  return whatIf.is === "imageMissing" || whatIf.is === "imageSlow";
}

/** The what-ifs that make sense for a container, with initial numbers. */
export function whatIfsFor(container: Container, { behaviour }: Process): readonly WhatIf[] {
  const run = runOf(behaviour, 0);
  const path = probedPath(container);
  const starts = run.fails === undefined;
  const [failure, pull] = [10, 60];
  return [
    ...(starts && (run.exit?.after ?? Infinity) > failure ? [{ is: "fails", after: failure, code: 1 } as const] : []),
    ...(starts && container.resources?.limits?.["memory"] !== undefined ? [{ is: "outOfMemory", after: 20 } as const] : []),
    ...(starts && (run.serves || isProbed(container)) ? [{ is: "startsSlowly", seconds: 30 } as const] : []),
    ...(starts && path !== undefined && run.serves ? [{ is: "answersWith", path, status: 500, from: 30 } as const] : []),
    ...(starts && run.stop?.ignores !== true ? [{ is: "ignoresSigterm" } as const] : []),
    ...(container.imagePullPolicy === "Never" ? [] : [{ is: "imageMissing" } as const, { is: "imageSlow", seconds: pull } as const]),
  ];
}

/** A behaviour with a what-if, which applies to every run. */
export function behaviourIf(behaviour: Behaviour, whatIf: ProcessWhatIf): Behaviour {
  const runs = behaviour.length === 0 ? [{}] : behaviour;
  return runs.map((run) => runIf(run, whatIf));
}

/** How an image is pulled with a what-if. */
export function pullIf(pull: ImagePull, whatIf: ImageWhatIf): ImagePull {
  return whatIf.is === "imageMissing" ? { ...pull, missing: true } : { ...pull, seconds: whatIf.seconds };
}

function runIf(run: Run, whatIf: ProcessWhatIf): Run {
  switch (whatIf.is) {
    case "fails":
      return endedAt(run, { after: whatIf.after, code: whatIf.code });
    case "outOfMemory":
      return endedAt(run, { after: whatIf.after, code: 137, reason: "OOMKilled" });
    case "startsSlowly":
      return delayed(run, whatIf.seconds);
    case "answersWith":
      return answering(run, whatIf);
    case "ignoresSigterm":
      return { ...run, stop: { ignores: true } };
  }
}

/** A run with this end, unless it ends earlier by itself. */
function endedAt(run: Run, exit: NonNullable<Run["exit"]>): Run {
  if (run.fails !== undefined || (run.exit && run.exit.after <= exit.after)) return run;
  const { prints, writes, ...rest } = run;
  return {
    ...rest,
    exit,
    ...(prints && { prints: prints.filter(({ at }) => at < exit.after) }),
    ...(writes && { writes: writes.filter(({ at }) => at < exit.after) }),
  };
}

/** A run that does the same some seconds later. Probe commands fail until then. */
function delayed(run: Run, seconds: Seconds): Run {
  const { exit, serves, exec, prints, writes } = run;
  const later = (outcomes: readonly CommandResult[]): readonly CommandResult[] => [
    { from: 0, code: 1 },
    ...outcomes.map((outcome) => ({ ...outcome, from: (outcome.from ?? 0) + seconds })),
  ];
  return {
    ...run,
    ...(exit && { exit: { ...exit, after: exit.after + seconds } }),
    ...(serves && {
      serves: serves.map((serve) => ({
        ...serve,
        after: (serve.after ?? 0) + seconds,
        ...(serve.until !== undefined && { until: serve.until + seconds }),
      })),
    }),
    ...(exec && { exec: Object.fromEntries(Object.entries(exec).map(([command, outcomes]) => [command, later(outcomes)])) }),
    ...(prints && { prints: prints.map((line) => ({ ...line, at: line.at + seconds })) }),
    ...(writes && { writes: writes.map((change) => ({ ...change, at: change.at + seconds })) }),
  };
}

/** A run whose ports give this answer for a path from a second on. */
function answering(run: Run, { path, status, from }: Extract<ProcessWhatIf, { is: "answersWith" }>): Run {
  const { serves = [] } = run;
  const ports = [...new Set(serves.filter(({ speaks = "http" }) => speaks === "http" || speaks === "https").map(({ port }) => port))];
  const changed = ports.map((port) => {
    const until = serves.find((serve) => serve.port === port)?.until;
    return {
      port,
      path,
      status,
      after: Math.max(from, serves.find((serve) => serve.port === port)?.after ?? 0),
      ...(until !== undefined && { until }),
    };
  });
  return { ...run, serves: [...serves, ...changed] };
}

function probedPath({ livenessProbe, readinessProbe, startupProbe }: Container): string | undefined {
  const probe = [livenessProbe, readinessProbe, startupProbe].find((each) => each?.httpGet);
  return probe && (probe.httpGet?.path ?? "/");
}

function isProbed({ livenessProbe, readinessProbe, startupProbe }: Container): boolean {
  return (livenessProbe ?? readinessProbe ?? startupProbe) !== undefined;
}
