import type { Diagnostic } from "vscode-languageserver-protocol";
import { Publisher } from "../../server/lsp/publisher.ts";
import type { Session } from "../../server/lsp/session.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { inEnglish } from "../../server/words/words.ts";

/** A text that is being typed at its end, with the codes of the errors that the server shows of it. Time passes only when it is asked to. */
export interface Typist {
  /** Types a key or more at once. */
  type(text: string): Promise<readonly string[]>;
  /** Lets typing rest. */
  rest(): Promise<readonly string[]>;
  /** All that is shown, warnings included, with its message. */
  readonly shown: () => readonly string[];
}

/** Starts to type behind a text that nobody typed. */
export function typed(start = ""): Typist {
  const uri = "file:///typed.yaml";
  let shown: readonly Diagnostic[] = [];
  let rested = (): void => undefined;
  const workspace = new Workspace();
  const session = {
    workspace,
    connection: { sendDiagnostics: ({ diagnostics }: { diagnostics: Diagnostic[] }) => (shown = diagnostics) },
    host: { after: (_: number, work: () => void) => ((rested = work), () => (rested = () => undefined)) },
    inWords: inEnglish,
    pages: () => undefined,
  };
  const publisher = new Publisher(session as unknown as Session);
  const codes = (): string[] => shown.filter(({ severity }) => severity === 1).map(({ code }) => String(code));
  let version = 0;
  let text = "";
  const put = async (more: string, cursorLines?: ReadonlySet<number>): Promise<void> => {
    text += more;
    workspace.put(uri, text, ++version);
    publisher.soon(uri, cursorLines);
    await published();
  };
  const started = start === "" ? Promise.resolve() : put(start);
  return {
    async type(more) {
      await started;
      await put(more, new Set([(text + more).split("\n").length - 1]));
      return codes();
    },
    async rest() {
      await started;
      rested();
      await published();
      return codes();
    },
    shown: () => shown.map(({ code, message }) => `${code}: ${typeof message === "string" ? message : message.value}`),
  };
}

/** What was shown while a text was typed by keys or by lines, without a rest, and is not true of the finished text. */
export async function flashesOf(text: string, pace: "keys" | "lines"): Promise<string[]> {
  const typist = typed();
  const seen = new Set<string>();
  for (const part of pace === "keys" ? text : text.split(/(?=\n)/)) {
    await typist.type(part);
    for (const one of typist.shown()) seen.add(one);
  }
  await typist.rest();
  const settled = new Set(typist.shown());
  return [...seen].filter((one) => !settled.has(one));
}

/** The publisher lets requests have their turn before it. */
async function published(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve));
}
