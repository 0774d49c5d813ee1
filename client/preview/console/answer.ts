import type { ReadonlySignal } from "@preact/signals";
import type { Millis } from "../../../engine/core/objects.ts";
import type { ConsoleAnswer, ConsoleRequest } from "./messages.ts";
import type { Session } from "./session.ts";

/** Answers a terminal. */
export async function answerConsole(session: Session, time: ReadonlySignal<Millis>, request: ConsoleRequest): Promise<ConsoleAnswer> {
  switch (request.is) {
    case "run": {
      const reply = await session.run(request.line);
      return reply ? { is: "printed", reply, time: time.value } : { is: "nothing" };
    }
    case "complete":
      return { is: "completed", completion: await session.complete(request.line, request.cursor) };
    case "undo":
      return { is: "undone", line: session.undo() ?? null, time: time.value };
  }
}
