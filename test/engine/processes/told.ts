import type { Container, PodSpec } from "../../../schemas/generated/types.ts";
import { processesOf } from "../../../engine/processes/behaviourOf.ts";
import type { Known } from "../../../engine/processes/subject.ts";
import type { Process, Text } from "../../../engine/processes/behaviour.ts";

/** A pod with one container, `a`. */
export function podOf(container: Container, volumes: NonNullable<PodSpec["volumes"]> = []): PodSpec {
  return { containers: [{ name: "a", ...container }], volumes };
}

/** What the first container of a pod does, in a few words: `0 hello, listens on 80 from 5, ends 10 with 1`. */
export function told(spec: PodSpec, known: Known = {}, name = "a"): string {
  return tell(processesOf(spec, known).get(name)!);
}

/** What a process does, in a few words. */
export function tell({ behaviour, source, remarks }: Process): string {
  const { prints = [], serves = [], exit, stop, fails, exec = {} } = behaviour[0] ?? {};
  return [
    ...(source.is === "assumed" ? ["assumed"] : []),
    ...prints.map(({ at, every, text }) => `${at}${every === undefined ? "" : `+${every}`} ${textOf(text)}`),
    ...serves.map(
      ({ port, after, until, status, path = "" }) =>
        `listens on ${port}${path}${after === undefined ? "" : ` from ${after}`}${until === undefined ? "" : ` to ${until}`}${status === undefined ? "" : ` with ${status}`}`,
    ),
    ...Object.values(exec).map(
      (outcomes) => `probe ${outcomes.map(({ from, code, takes }) => `${from}:${code}${takes ? `/${takes}` : ""}`).join(" ")}`,
    ),
    ...(exit ? [`ends ${exit.after} with ${exit.code}`] : []),
    ...(fails === undefined ? [] : ["cannot start"]),
    ...(stop ? [stop.ignores ? "ignores SIGTERM" : `stops ${stop.takes === undefined ? "" : `in ${stop.takes} `}with ${stop.code}`] : []),
    ...remarks.map(({ is }) => is),
  ].join(", ");
}

function textOf(text: Text): string {
  return text.map((part) => (typeof part === "string" ? part : `<${Object.values(part)[0]}>`)).join("");
}
