import { pathToFileURL } from "node:url";
import { inEnglish } from "../api/words/english.ts";
import { causesOfQuestion } from "../engine/incoming/questions.ts";

/** Answers one question, which is the JSON object of an input line. */
export type Ask = (question: Record<string, unknown>) => object | Promise<object>;

/** The kinds of questions, each in a module that exports `ask`. */
const kinds = ["validate", "rollout", "place", "containers", "console", "findings"] as const;

type Kind = (typeof kinds)[number];

function isKind(kind: string | undefined): kind is Kind {
  return kinds.some((known) => known === kind);
}

/** `ask validate|rollout|place|containers|console|findings`: answers questions in order, one JSON object a line. */
async function main(kind: string | undefined): Promise<void> {
  if (!isKind(kind)) {
    process.stderr.write(`usage: npm run -s ask -- ${kinds.join("|")} < questions\n`);
    process.exitCode = 2;
    return;
  }
  const ask = await load(kind);
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() === "") continue;
    const answer = JSON.stringify(await answerTo(line, kind, ask));
    if (!process.stdout.write(`${answer}\n`)) await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}

/** Splits lines at line feeds only: JSON texts may contain other characters that count as line ends elsewhere. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of input.setEncoding("utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  yield rest;
}

async function load(kind: string): Promise<Ask> {
  const module = pathToFileURL(`${import.meta.dirname}/ask/${kind}.ts`).href;
  try {
    return ((await import(module)) as { ask: Ask }).ask;
  } catch (error) {
    return ({ id }) => ({ id, unsupported: `ask ${kind} can't be answered: ${messageOf(error)}` });
  }
}

async function answerTo(line: string, kind: Kind, ask: Ask): Promise<object> {
  let question: unknown;
  try {
    question = JSON.parse(line);
  } catch (error) {
    return { unsupported: `This line is no JSON: ${messageOf(error)}` };
  }
  if (typeof question !== "object" || question === null || Array.isArray(question)) return { unsupported: "A question is a JSON object." };
  const { id } = question as Record<string, unknown>;
  const [cause] = causesOfQuestion(kind, question);
  if (cause) return { id, unsupported: `This is no question to ask ${kind}: ${cause.path.toString()}: ${inEnglish(cause.message)}` };
  try {
    return await ask(question as Record<string, unknown>);
  } catch (error) {
    return { id, unsupported: `This question can't be answered: ${messageOf(error)}` };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main(process.argv[2]);
