import { isObject } from "../../api/object.ts";
import { nearest } from "../../api/cause.ts";

import { containersOf, itemsOf } from "./pods.ts";
import type { Remark, Rule } from "./rule.ts";
import { say } from "../words/say.ts";
import { listed } from "../../api/words/sentence.ts";

/** A probe uses a named port that its container does not have: it always fails. */
export const probePortMissing: Rule = {
  code: "probe-port-missing",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      const names = itemsOf(container["ports"]).flatMap(({ item: { name } }) => (typeof name === "string" ? [name] : []));
      for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
        const held = container[probe];
        if (!isObject(held)) continue;
        for (const handler of ["httpGet", "tcpSocket"]) yield* missingPort(held[handler], [...path, probe, handler, "port"], names);
      }
    }
  },
};

function* missingPort(handler: unknown, path: Remark["path"], names: readonly string[]): Iterable<Remark> {
  const port = isObject(handler) ? handler["port"] : undefined;
  if (typeof port !== "string" || names.includes(port) || !isPortName(port)) return;
  const near = nearest(port, names);
  const message = names.length === 0 ? say("no-port-named", { port }) : say("no-port-named-of", { port, known: listed(names) });
  yield { path, message, ...(near !== undefined && { instead: near }) };
}

/** Texts that can't be a port name are left to the API server's validation. */
function isPortName(text: string): boolean {
  return /^[a-z0-9-]{1,15}$/.test(text) && /[a-z]/.test(text);
}
