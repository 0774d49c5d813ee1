import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Ask } from "../../server/ask.ts";
import { type Operation, patched } from "./jsonPatch.ts";
import { type Score, scoreConsole, scoreLife, scorePlacement, scoreRollout, scoreVerdict } from "./score.ts";

/** A recorded case, as it stands on a line of a file. */
export type Recorded = Readonly<Record<string, unknown>>;

/** A kind of recording: how its cases become questions, who answers them, and how an answer is held against the recorded one. */
export interface Recording {
  /** The folder that its files are in. */
  readonly kind: "validate" | "versions" | "rollout" | "place" | "containers" | "console";
  /** Who answers its questions. */
  readonly asks: "validate" | "rollout" | "place" | "containers" | "console";
  questionOf(recorded: Recorded, bases: Readonly<Record<string, unknown>>): Record<string, unknown>;
  score(recorded: Recorded, answer: Recorded): Score;
}

const validate: Recording = {
  kind: "validate",
  asks: "validate",
  questionOf(recorded, bases) {
    const base = bases[recorded["base"] as string];
    if (recorded["defaulted"] !== undefined) return { id: recorded["base"], object: base, defaults: true };
    if (recorded["base"] === undefined) return { id: recorded["id"], manifest: recorded["manifest"] ?? recorded["document"] };
    const object = patched(base, recorded["patch"] as Operation[]);
    return { id: recorded["id"], object, ...(recorded["update"] === true && { old: base }) };
  },
  score: scoreVerdict,
};

/** What other versions than 1.36 say: a line is the question itself, with the answer beside it. */
const versions: Recording = {
  kind: "versions",
  asks: "validate",
  questionOf: ({ differs: _, accepted: __, status: ___, causes: ____, defaulted: _____, message: ______, ...question }) => question,
  score: scoreVerdict,
};

const rollout: Recording = {
  kind: "rollout",
  asks: "rollout",
  questionOf: ({ steps, ...script }) => ({ ...script, steps: (steps as Recorded[]).map(({ frame: _, ...step }) => step) }),
  score: scoreRollout,
};

const place: Recording = { kind: "place", asks: "place", questionOf: ({ decisions: _, ...scenario }) => scenario, score: scorePlacement };

const containers: Recording = {
  kind: "containers",
  asks: "containers",
  questionOf: ({ states: _, events: __, ...scenario }) => scenario,
  score: scoreLife,
};

/** Sessions of kubectl: a line is the session, with what was printed beside each step. */
const console: Recording = {
  kind: "console",
  asks: "console",
  questionOf: ({ steps, ...session }) => ({
    ...session,
    steps: (steps as Recorded[]).map(({ stdout: _, stderr: __, code: ___, ...step }) => step),
  }),
  score: scoreConsole,
};

/** The kinds of recordings. */
export const recordings: readonly Recording[] = [validate, versions, rollout, place, containers, console];

/** What of a file agrees, and the first words about what does not. */
export interface FileScore {
  readonly file: string;
  readonly totals: ReadonlyMap<string, { right: number; of: number }>;
  readonly differences: readonly string[];
}

/** The code of ours that answers the questions of a kind. */
export async function askOf({ asks }: Recording): Promise<Ask> {
  return ((await import(`../../server/ask/${asks}.ts`)) as { ask: Ask }).ask;
}

/** The recorded files of a kind below a folder. */
export function filesOf({ kind }: Recording, folder: string): string[] {
  const own = join(folder, kind);
  if (!existsSync(own)) return [];
  return readdirSync(own)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => join(own, name));
}

/** Asks every question of a file, and scores the answers. */
export async function scoreFile(recording: Recording, path: string): Promise<FileScore> {
  const ask = await askOf(recording);
  const basesPath = join(path, "../bases.json");
  const bases = existsSync(basesPath) ? (JSON.parse(readFileSync(basesPath, "utf8")) as Record<string, unknown>) : {};
  const totals = new Map<string, { right: number; of: number }>();
  const differences: string[] = [];
  for (const line of readFileSync(path, "utf8").split("\n").filter((one) => one !== "")) {
    const recorded = JSON.parse(line) as Recorded;
    const question = recording.questionOf(recorded, bases);
    const answer = (await ask(question)) as Recorded;
    for (const [name, outcome] of Object.entries(recording.score(recorded, answer))) {
      const total = totals.get(name) ?? { right: 0, of: 0 };
      totals.set(name, { right: total.right + outcome.right, of: total.of + outcome.of });
      if (outcome.right < outcome.of) differences.push(`${String(question["id"])} ${name}: ${outcome.difference}`);
    }
  }
  return { file: path.split("/").slice(-2).join("/"), totals, differences };
}
