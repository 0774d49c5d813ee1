import { misuse, problem } from "../core/problem.ts";
import { fileFlags } from "../line/globals.ts";
import { containerFor, podFor } from "./pods.ts";
import { runIn } from "./inside/inside.ts";
import type { Verb } from "./verb.ts";

/** `kubectl exec` */
export const exec: Verb = {
  name: "exec",
  expects: "pods",
  flags: [
    ...fileFlags,
    { name: "container", short: "c", takes: "text" },
    { name: "stdin", short: "i", takes: "switch" },
    { name: "tty", short: "t", takes: "switch" },
    { name: "quiet", short: "q", takes: "switch" },
    { name: "pod-running-timeout", takes: "duration" },
  ],
  run(call) {
    const { args, dash, flags } = call;
    const [word] = args;
    if (word === undefined || dash === 0) throw misuse("exec", "pod or type/name must be specified");
    const command = dash === undefined ? args.slice(1) : args.slice(dash);
    if (command.length === 0) throw problem("you must specify at least one command for the container");
    if (dash === undefined) throw misuse("exec", "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
    const pod = podFor(call, word);
    const { phase } = pod.status;
    if (phase === "Succeeded" || phase === "Failed") throw problem(`cannot exec into a container in a completed pod; current phase is ${phase}`);
    const { container, status } = containerFor(call, pod, flags.text("container"));
    if (!pod.spec.nodeName) throw problem(`Error from server (BadRequest): pod ${pod.metadata.name} does not have a host assigned`);
    if (!status?.state?.running) throw problem(`unable to upgrade connection: container not found (${JSON.stringify(container.name)})`);
    const { stdout, stderr = "", code, journey } = runIn(call.cluster, pod, container, command);
    call.out(stdout);
    call.err(stderr);
    if (journey) call.showWay(journey);
    if (code !== 0) call.err(`command terminated with exit code ${code}\n`);
    return code;
  },
};
