import type { Serve } from "../behaviour.ts";
import type { Task } from "../machine.ts";
import { type Call, type Programs } from "./program.ts";
import { listening, portIn } from "./servers.ts";
import { asFirst, takes } from "./time.ts";

/** Programs of tutorials that do more than listen. */
export const samplePrograms: Programs = {
  agnhost,
  "hello-world": ({ out }) => {
    out("\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n");
    return 0;
  },
};

/** The test image of Kubernetes: each of its verbs is a program. */
function agnhost({ args, context }: Call): Task | number | undefined {
  const verb = args.find((each) => !each.startsWith("-"));
  if (verb === "pause") return takes(context, Infinity, 0, { code: 0 });
  asFirst(context.shell.container, context, verb === "netexec" ? { code: 0 } : { code: 2 });
  switch (verb) {
    case "netexec":
      return listening([{ port: portIn(args, ["--http-port"]) ?? 8080 }], 0, context);
    case "serve-hostname":
      return listening([{ port: portIn(args, ["--port"]) ?? 9376 }], 0, context);
    case "liveness":
      return liveness(context.shell.machine.now, context);
    default:
      return undefined;
  }
}

/** Healthy for ten seconds and never again: the usual example for liveness probes. */
function liveness(now: number, context: Call["context"]): Task {
  const healthy: Serve = { port: 8080, path: "/healthz" };
  return listening(
    [
      { ...healthy, until: now + 10 },
      { ...healthy, after: now + 10, status: 500 },
    ],
    0,
    context,
  );
}
