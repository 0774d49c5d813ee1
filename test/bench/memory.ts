/** What is kept in memory: by the server for a workspace of 5,000 files, and by server and page after 10,000 edits with the panel open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { closeBrowser, type OpenPage, openPage } from "../preview/support/browser.ts";
import { example, rehearsalOf } from "../preview/support/rehearsals.ts";
import { heapOf, memoryOf, type Session, threadOf } from "../support/heap.ts";
import { startServer } from "../support/session.ts";
import { below } from "./report.ts";
import { digitIn, manifestOf, ours } from "./typing.ts";

const edits = 10_000;
/** So many edits fill what is filled once: caches, compiled code. */
const first = 2000;

/** So long the page is left alone at first, in milliseconds. */
const practising = 8000;

/** The share by which memory grows from the first edits to the last. */
function growth(what: string, before: number, after: number): void {
  below(`${what}, after ${edits.toLocaleString("en")} edits, more`, Math.max(0, 100 * (after / before - 1)), 5, "%");
}

/** A workspace of 5,000 files of 50 lines in 1,250 folders, and a server that has read it. */
async function server(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-bench-"));
  const manifest = manifestOf(50);
  for (let i = 0; i < 5000; i++) {
    const own = join(folder, `team-${i % 50}`, `app-${i >> 2}`);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, `${i}.yaml`), manifest.replaceAll("web-0", `web-${i}`));
  }
  const port = await freePort();
  const [node = "", ...rest] = ours();
  const process = await startServer({ folder: pathToFileURL(folder).href, command: [node, `--inspect=127.0.0.1:${port}`, ...rest] });
  await process.notified("rehearsal/indexed");
  const uri = pathToFileURL(join(folder, "team-7", "app-1", "7.yaml")).href;
  const text = manifest.replaceAll("web-0", "web-7");
  await process.open(uri, text);
  const { heap, resident } = await memoryOf(port);
  below("a server with 5,000 files, heap after collection", heap / 1e6, 400, "MB");
  below("a server with 5,000 files, in all", resident / 1e6, 400, "MB");
  const digit = digitIn(text);
  let before = heap;
  for (let edit = 1; edit <= edits; edit++) {
    await process.edit(uri, edit + 1, digit, String(edit % 10));
    if (edit === first) before = (await memoryOf(port)).heap;
  }
  growth("a server, heap after collection", before, (await memoryOf(port)).heap);
  await process.stop();
  rmSync(folder, { recursive: true });
}

/** The page with its worker, as when someone types: the page draws each edit, and of each tenth it hears what the server read. */
async function page(): Promise<void> {
  const open = await openPage();
  const session = (await open.page.context().newCDPSession(open.page)) as unknown as Session;
  const workers = new Set<string>();
  session.on("Target.attachedToTarget", ({ sessionId }: { readonly sessionId: string }) => workers.add(sessionId));
  session.on("Target.detachedFromTarget", ({ sessionId }: { readonly sessionId: string }) => workers.delete(sessionId));
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const names = { send: "Target.sendMessageToTarget", receive: "Target.receivedMessageFromTarget" };
  const heap = async (): Promise<number> => {
    let sum = await heapOf(session);
    for (const worker of workers) sum += await heapOf(threadOf(session, worker, names));
    return sum;
  };
  const text = example("web.yaml");
  const edited = (version: number): string => text.replace(/(image: [^:]+:)\S+/, `$1${version}`);
  const read = async (version: number): Promise<void> => {
    const rehearsal = rehearsalOf(text, edited(version), { version });
    await open.post({ is: "rehearse", rehearsal: { ...rehearsal, parts: [{ uri: rehearsal.uri, objects: rehearsal.after.length }] } });
    await drawn(open, version);
  };
  await read(0);
  await open.page.waitForTimeout(practising);
  let before = 0;
  for (let version = 1; version <= edits; version++) {
    await open.post({ is: "typed", uri: rehearsalOf("", "").uri, text: edited(version) });
    if (version % 10 === 0) await read(version);
    if (version === first) before = await heap();
  }
  growth("the page and its workers, heap after collection", before, await heap());
  await open.close();
}

async function drawn({ told }: OpenPage, version: number): Promise<void> {
  while (!told.slice(-20).some((message) => message.is === "drawn" && message.version === version))
    await new Promise((resolve) => setTimeout(resolve, 1));
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const taken = createServer().listen(0, "127.0.0.1", () => {
      const { port } = taken.address() as { port: number };
      taken.close(() => resolve(port));
    });
  });
}

await server();
await page();
await closeBrowser();
