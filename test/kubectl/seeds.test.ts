import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { Console, type Reply } from "../../kubectl/rehearsal/console.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import { docs } from "../../schemas/generated/docs.ts";
import { node } from "../support/simulations.ts";

/** Lines of the seeds' notes, each in a session on its own manifests, as the real kubectl answered them: `../shared/vectors/console/seeds.md`. */
const recorded = join(import.meta.dirname, "../../../shared/vectors/console/seeds.jsonl");
const skip = existsSync(recorded) ? false : "the seeds are not here";

/** Lines of the notes that are not played here, and why: what the real kubectl could not be recorded for, by how they begin. */
const leftOut: Readonly<Record<string, string>> = {
  "exec -it sample-2pod -- /bin/bash": "an interactive shell",
  "logs pi": "names a Job instead of a pod: the real kubectl refuses it, too",
  rollout: "lacks a subcommand",
  edit: "opens an editor: the manifest beside the panel is one",
  proxy: "starts a server",
  "from 127.0.0.1:8080": "is output of port-forward, not a command",
};

/** Lines that could not be recorded without a container, and that a simulated one answers. */
const answered: readonly { readonly line: string; readonly session: string; readonly applies: string; readonly says: RegExp }[] = [
  {
    line: "exec -it sample-hostaliases -- cat /etc/hosts",
    session: "seeds-pod-kinds",
    applies: "sample-hostaliases.yaml",
    says: /127\.0\.0\.1\s+localhost/,
  },
  { line: "exec -it sample-workingdir -- pwd", session: "seeds-pod-kinds", applies: "sample-workingdir.yaml", says: /^\// },
  { line: "logs simple-pod", session: "seeds-simple-pod", applies: "simple-pod.yaml", says: /^/ },
  { line: "logs simple-pod -c simple", session: "seeds-simple-pod", applies: "simple-pod.yaml", says: /^/ },
];

interface Session {
  readonly id: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly nodes?: readonly { readonly name: string }[];
  readonly steps: readonly { readonly kubectl?: string; readonly stdin?: string; readonly code?: number; readonly apply?: readonly unknown[] }[];
}

const sessions = skip
  ? []
  : readFileSync(recorded, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Session);

/** A panel's console without the panel: what changes something becomes a step, and what comes later is rehearsed anew. */
class Rehearsed {
  private readonly nodes: readonly string[];
  private script: readonly TimedStep[] = [];
  private trace: Trace;

  constructor(nodes: readonly string[]) {
    this.nodes = nodes;
    this.trace = this.rehearse();
  }

  type(line: string, after: number, files: Readonly<Record<string, string>>): Reply {
    const at = this.trace.from + after;
    const reply = new Console(this.trace).run(this.named(line, at), at, files, docs);
    if (reply.steps.length > 0) this.play(...reply.steps);
    return reply;
  }

  play(...steps: readonly TimedStep[]): void {
    this.script = [...this.script, ...steps];
    this.trace = this.rehearse();
  }

  /** Sessions call what the cluster named by letters: `web-<1>-<a>`. */
  private named(line: string, at: number): string {
    const pods = new Console(this.trace).networkAt(at).store.list("Pod");
    return line.replaceAll(
      /[a-z0-9-]+-<[^ ]*>/g,
      (word) => pods.find(({ metadata }) => metadata.name.startsWith(word.slice(0, word.indexOf("<"))))?.metadata.name ?? word,
    );
  }

  private rehearse(): Trace {
    return simulate({ cluster: this.nodes.map((name) => node(name)), before: [], after: [], script: this.script, kubectl: performLine });
  }
}

const apart = 60_000;

for (const { id, files = {}, nodes = [{ name: "n1" }], steps } of sessions)
  test(`${id}: every line is answered as the notes have it`, () => {
    const rehearsed = new Rehearsed(nodes.map(({ name }) => name));
    const wrong: string[] = [];
    for (const [i, { kubectl, stdin, code, apply }] of steps.entries()) {
      if (apply) rehearsed.play({ at: i * apart, step: { apply } });
      if (kubectl === undefined || stdin !== undefined || /^(?:edit|proxy)\b/.test(kubectl)) continue;
      const reply = rehearsed.type(kubectl, i * apart, files);
      if (reply.code !== code) wrong.push(`${kubectl}: code ${reply.code} instead of ${code}: ${reply.stderr || reply.stdout}`);
    }
    assert.deepEqual(wrong, []);
  });

test("what could not be recorded is answered, or left out with its reason", { skip }, () => {
  const rows = readFileSync(join(recorded, "../seeds.md"), "utf8").split("\n");
  const unrecorded = rows.flatMap((row) => /^\| `(.*?)` \|.*?\| – \|/.exec(row)?.[1] ?? []);
  const isKnown = (line: string) => answered.some((one) => one.line === line) || Object.keys(leftOut).some((left) => line.startsWith(left));
  assert.deepEqual(
    unrecorded.filter((line) => !isKnown(line)),
    [],
  );
  for (const { line, session, applies, says } of answered) {
    const { files = {} } = sessions.find(({ id }) => id === session)!;
    const rehearsed = new Rehearsed(["n1"]);
    assert.equal(rehearsed.type(`apply -f ${applies}`, 0, files).code, 0, applies);
    const { stdout, stderr, code } = rehearsed.type(line, apart, files);
    assert.equal(code, 0, `${line}: ${stderr}`);
    assert.match(stdout, says, line);
  }
});
