import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Connection } from "vscode-languageserver";
import { ask, request } from "./requests.ts";

test("the fuzzer of requests reaches every handler of the server", async () => {
  const [registered, reached] = [new Set<string>(), new Set<string>()];
  type Handler = (...what: unknown[]) => unknown;
  const watched = (connection: Connection): Connection =>
    new Proxy(connection, {
      get(target, name: string) {
        const held: unknown = target[name as keyof Connection];
        if (typeof held !== "function" || !name.startsWith("on")) return held;
        return (...args: unknown[]) => {
          const called = typeof args[0] === "string" ? `${name} ${args[0]}` : name;
          registered.add(called);
          const handler = args.pop() as Handler;
          return (held as Handler).call(target, ...args, (...what: unknown[]) => {
            reached.add(called);
            return handler(...what);
          });
        };
      },
    });
  const [one] = fc.sample(request, { numRuns: 1, seed: 1 });
  await ask({ ...one!, text: "kind: Pod\n", edits: [{ at: 0, length: 0, text: "#\n" }], committed: "kind: Pod\n" }, watched);
  assert.ok(registered.size > 30, "the handlers are seen");
  assert.deepEqual(
    [...registered].filter((name) => !reached.has(name)),
    [],
  );
});
