import type { StoredEvent } from "../core/cluster.ts";
import { printed } from "../core/plain.ts";
import { problem } from "../core/problem.ts";
import { findResource, resourceFor } from "../core/resources.ts";
import { allNamespacesFlag, chunkFlag, noHeadersFlag } from "../line/globals.ts";
import { listOf, outputFlags, printerFor } from "../output/output.ts";
import { since } from "../text/age.ts";
import { aligned, tableTabs } from "../text/tabs.ts";
import { inOrder } from "../views/parts/events.ts";
import type { Call, Verb } from "./verb.ts";

/** `kubectl events` */
export const events: Verb = {
  name: "events",
  expects: "nothing",
  flags: [
    ...outputFlags,
    allNamespacesFlag,
    chunkFlag,
    noHeadersFlag,
    { name: "for", takes: "text" },
    { name: "types", takes: "list", values: ["Normal", "Warning"] },
    { name: "watch", short: "w", takes: "switch" },
  ],
  run(call) {
    const { flags, cluster, namespace } = call;
    const everywhere = flags.on("all-namespaces");
    const about = aboutOf(call);
    const types = flags.texts("types").map((type) => type.toLowerCase());
    const wrong = types.find((type) => type !== "normal" && type !== "warning");
    if (wrong !== undefined) throw problem("valid --types are Normal or Warning");
    const printer = printerFor(flags, "change", cluster.read);
    const found = inOrder(cluster.events).filter(
      (event) =>
        (everywhere || event.metadata.namespace === namespace) &&
        (!about || (event.involvedObject.kind === about.kind && event.involvedObject.name === about.name)) &&
        (types.length === 0 || types.includes((event.type ?? "").toLowerCase())),
    );
    if (found.length === 0) {
      call.err(everywhere ? "No events found.\n" : `No events found in ${namespace} namespace.\n`);
      return;
    }
    if (typeof printer === "function") {
      const resource = resourceFor("events");
      call.out(printer(listOf(found.map((event) => printed(event, resource)))));
      return;
    }
    const lines = found.map((event) => line(event, cluster.now, everywhere));
    const title = `${everywhere ? "NAMESPACE\t" : ""}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE`;
    call.out(aligned(`${(flags.on("no-headers") ? lines : [title, ...lines]).join("\n")}\n`, tableTabs));
  },
};

function aboutOf({ flags }: Call): { readonly kind: string; readonly name: string } | undefined {
  const text = flags.text("for");
  if (text === undefined) return undefined;
  const [type = "", name = "", ...more] = text.split("/");
  if (type === "" || name === "" || more.length > 0) throw problem(`--for must be in resource/name form`);
  const resource = findResource(type);
  if (!resource) throw problem(`the server doesn't have a resource type ${JSON.stringify(type)}`);
  return { kind: resource.kind, name };
}

function line(
  { metadata, type, reason, message = "", involvedObject, count = 1, firstTimestamp, lastTimestamp }: StoredEvent,
  now: number,
  everywhere: boolean,
): string {
  const first = since(firstTimestamp, now);
  const seen = count > 1 ? `${since(lastTimestamp, now)} (x${count} over ${first})` : first;
  const cells = [seen, type, reason, `${involvedObject.kind}/${involvedObject.name}`, message.trim().replaceAll(/[\n\t]/g, " ")];
  return (everywhere ? [metadata.namespace, ...cells] : cells).join("\t");
}
