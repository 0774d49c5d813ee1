import type { Refused } from "../../engine/core/command.ts";

interface ProblemForm {
  readonly code?: number;
  readonly prefix?: string;
  readonly refusal?: string;
  readonly listed?: string;
}

/** An error that ends a command: its text on standard error, and the exit code. */
export class Problem extends Error {
  readonly code: number;
  /** The prefix of the message if it is the only problem. */
  private readonly prefix: string;
  /** The server's own message, without who refused. */
  readonly refusal: string | undefined;
  /** Its message among other problems, if that differs. */
  private readonly listed: string | undefined;

  constructor(message: string, { code = 1, prefix = "", refusal, listed }: ProblemForm = {}) {
    super(message);
    this.code = code;
    this.prefix = prefix;
    this.refusal = refusal;
    this.listed = listed;
  }

  withCode(code: number): Problem {
    const { message, prefix, refusal, listed } = this;
    return new Problem(message, { code, prefix, ...(refusal !== undefined && { refusal }), ...(listed !== undefined && { listed }) });
  }

  get lines(): string {
    return ended(this.prefix + this.message);
  }

  /** Its lines among others. */
  get inList(): string {
    return ended(this.listed ?? this.message);
  }
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** `error: …`, as kubectl says what it finds out by itself. */
export function problem(message: string): Problem {
  return new Problem(message, { prefix: "error: " });
}

/** The same, with where to read how the command is used. */
export function misuse(command: string, message: string): Problem {
  return new Problem(`error: ${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

/** A flag that there is not, or that lacks its value. */
export function badFlag(command: string, message: string): Problem {
  return new Problem(`error: ${message}\nSee 'kubectl ${command} --help' for usage.`);
}

/** What cannot be simulated, said in one sentence. */
export function unsimulated(what: string): Problem {
  return new Problem(`error: a rehearsal ${what}`);
}

/** The server's refusal, as kubectl prints it; `context` stands before its message where kubectl puts it there. */
export function refusalOf(refused: Refused, context = ""): Problem {
  const refusal = `${context}${refused.message}`;
  return new Problem(refusalText(refused, context), { refusal, listed: `Error from server (${refused.reason}): ${refusal}` });
}

/** The words of a refusal, without a line break at their end. */
export function refusalText({ reason, message, details }: Refused, context = ""): string {
  if (reason === "Invalid" && details) {
    const { kind, name } = details;
    const causes = [...new Set(details.causes)];
    const start = kind === "" ? "The request is invalid: " : `The ${kind} ${JSON.stringify(name)} is invalid: `;
    return causes.length === 1 ? `${start}${causes[0]}` : [start, ...causes.map((cause) => `* ${cause}`)].join("\n");
  }
  return `Error from server (${reason}): ${context}${message}`;
}

/** Several problems as one: each in a line of its own, with the worst code. */
export function all(problems: readonly Problem[]): Problem {
  if (problems.length === 1) return problems[0]!;
  return new Problem([...new Set(problems.map(({ inList }) => inList))].join(""), { code: Math.max(...problems.map(({ code }) => code)) });
}
