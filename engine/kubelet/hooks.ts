import type { Container, LifecycleHandler } from "../../schemas/generated/types.ts";
import { outcomeOf } from "../processes/behaviour.ts";
import type { ContainerRun } from "./life.ts";
import type { Look } from "./look.ts";
import { ageOf, answerOfPod, portOf } from "./network.ts";

/** The result of a hook that runs now. */
export interface HookOutcome {
  readonly seconds: number;
  readonly succeeds: boolean;
}

/** A command succeeds with exit code 0, a request with any answer, a sleep always. */
export function hookOutcome(look: Look, container: Container, run: ContainerRun, { exec, httpGet, sleep }: LifecycleHandler): HookOutcome {
  if (exec) {
    const { code, takes } = outcomeOf(run.run, exec.command ?? [], ageOf(run, look.now));
    return { seconds: takes, succeeds: code === 0 };
  }
  if (httpGet) {
    const port = portOf(container, httpGet.port);
    const answer = port === undefined ? undefined : answerOfPod(look, port, httpGet.path ?? "/", look.now);
    const answers = answer !== undefined && (answer.speaks === "http" || answer.speaks === "https");
    return { seconds: answers ? answer.takes : 0, succeeds: answers };
  }
  return { seconds: sleep?.seconds ?? 0, succeeds: sleep !== undefined };
}
