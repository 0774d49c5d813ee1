import assert from "node:assert/strict";
import { after, test } from "node:test";
import { barriers, closeBrowser, type OpenPage, openPage } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { rows, watch } from "./support/watching.ts";
import { type Theme, themes } from "./support/themes.ts";

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");
const pending = newer.replace("cpu: 250m", "cpu: 2500m");
/** A server that is let go in peace: it goes on for a while when it is to end. */
const lingering = ["          ports:", "          lifecycle: { preStop: { sleep: { seconds: 3 } } }\n          ports:"] as const;

after(closeBrowser);

/** The files that the page has its host save, by their kind, once there are so many. */
async function saves({ page, told }: OpenPage, count: number): Promise<ReadonlyMap<string, string>> {
  const files = () =>
    told.flatMap((message) => (message.is === "save" && message.file.as !== "scenario" ? [[message.file.as, message.file.content] as const] : []));
  for (let waits = 0; files().length < count && waits < 200; waits++) await page.waitForTimeout(50);
  return new Map(files());
}

test("a rollout of three, one more at a time: every step with its arithmetic", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const sizes = (await rows(open)).map((row) => /(\d+) \| (\d+) \| (\d+)$/.exec(row)?.slice(1, 3).join("/"));
  assert.deepEqual(sizes, ["3/0", "3/1", "2/1", "2/2", "1/2", "1/3", "0/3", "0/3"]);
  assert.match((await rows(open))[2]!, /scale old 3 → 2 \| 4 available − 3 required = 1/);
  assert.match(await open.page.locator(".verdict .sentence").innerText(), /Completes in \d+ s\s+never fewer than 3 of 3 ready; peak 4 pods/);
  await open.close();
});

test("a pod that comes back under its name counts once", async () => {
  const text = example("database.yaml");
  const open = await watch(rehearsalOf(text, text.replace("17.2", "17.3"), { file: "database.yaml" }));
  const sizes = (await rows(open)).map((row) => /(\d+) \| (\d+) \| (\d+)$/.exec(row)?.slice(1).join("/"));
  assert.deepEqual(sizes.slice(2), ["2/0/2", "2/1/2", "1/1/2", "1/2/2", "0/2/2", "0/3/2", "0/3/3"]);
  await open.close();
});

test("a row is a moment: the playhead, the nodes and the editor follow", async () => {
  const open = await watch(rehearsalOf(web.replace(...lingering), newer.replace(...lingering)));
  await open.page.locator("tr", { hasText: "scale old 3 → 2" }).click();
  await open.page.locator(".pod.ending").first().waitFor();
  assert.equal(await open.page.locator(".pod.ending").count(), 1);
  await open.page.locator("tr", { hasText: "scale old 3 → 2" }).press("F12");
  const revealed = open.told.find((message) => message.is === "reveal");
  assert.deepEqual(revealed?.spot, { object: { kind: "Deployment", namespace: "default", name: "web" }, field: "spec.replicas" });
  await open.close();
});

test("time moves by keys, in both directions", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const slider = open.page.getByRole("slider");
  const now = () => open.page.locator("output.now").innerText();
  await slider.press("End");
  const end = await now();
  assert.notEqual(end, "0:00.0");
  await slider.press("PageUp");
  assert.notEqual(await now(), end);
  await slider.press("Home");
  assert.equal(await now(), "0:00.0");
  await slider.press("ArrowRight");
  await slider.press("ArrowLeft");
  assert.equal(await now(), "0:00.0");
  await open.page.keyboard.press(" ");
  await open.page.waitForFunction(() => document.querySelector("output.now")?.textContent !== "0:00.0");
  await open.page.keyboard.press(" ");
  await open.close();
});

test("a deadline that comes before the pods are ready: kubectl fails, the rollout completes", async () => {
  const late = newer
    .replace("replicas: 3", "replicas: 3\n  progressDeadlineSeconds: 60")
    .replace("initialDelaySeconds: 5", "initialDelaySeconds: 90");
  const open = await watch(rehearsalOf(web, late));
  assert.match(
    await open.page.locator(".verdict.wary .sentence").innerText(),
    /^Deployment web exceeds its progress deadline after 1 min: kubectl rollout status fails\s+complete after .*peak 4 pods/s,
  );
  await open.close();
});

test("the steps go to a pull request as Markdown", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.getByRole("button", { name: "Copy as Markdown" }).click();
  const copied = open.told.find((message) => message.is === "copy");
  assert.match(copied?.text ?? "", /^\*\*Completes in/);
  assert.match(copied?.text ?? "", /\| 0:\d\d \| scale old 3 → 2 \| 4 available − 3 required = 1 \| 2 \| 1 \| 4 \|/);
  await open.close();
});

test("a pod without a node says why, and what would let it in", async () => {
  const open = await watch(rehearsalOf(web, pending));
  const verdict = await open.page.locator(".verdict .sentence").innerText();
  assert.match(verdict, /^Never completes: no node for 1 pod\s+3 Insufficient cpu; /);
  assert.doesNotMatch(verdict, /preemption/);
  await open.page.locator(".pod.pending").click();
  await open.page.locator(".letting-in li").first().waitFor();
  assert.match(await open.page.locator(".pod-panel").innerText(), /0\/3 nodes are available: 3 Insufficient cpu/);
  assert.match(await open.page.locator(".letting-in").innerText(), /of cpu instead of 2500m/);
  await open.close();
});

test("a placed pod shows every node's score", async () => {
  const open = await watch(rehearsalOf("", web));
  await open.page.locator(".pod").first().click();
  await open.page.locator("table.scores tbody tr.best").waitFor();
  assert.equal(await open.page.locator("table.scores tbody tr").count(), 3);
  await open.page.locator("table.scores .best button").first().click();
  assert.match(await open.page.getByRole("status").last().innerText(), /gives node-/);
  await open.close();
});

test("a what-if is a step of a scenario that can be saved", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await open.page.getByRole("button", { name: "try: fail to pull the image" }).click();
  await open.page.locator(".verdict.bad").waitFor();
  assert.match(await open.page.locator(".verdict .sentence").innerText(), /^Never completes: nginx:1.28 cannot be pulled/);
  await open.page.getByRole("button", { name: "Save scenario" }).click();
  const saved = open.told.find((message) => message.is === "save");
  assert.deepEqual(saved?.file, {
    as: "scenario",
    name: "web.rehearsal.yaml",
    scenario: { steps: [{ at: 0, step: { stuck: "web#2" } }] },
  });
  await open.close();
});

test("two runs side by side", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.getByRole("button", { name: "Keep to compare" }).click();
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer.replace("maxSurge: 1", "maxSurge: 3"), { version: 2 }) });
  await open.page.locator(".differences .changed").first().waitFor();
  assert.match(await open.page.locator(".differences").innerText(), /most pods\s+4\s+6/);
  await open.close();
});

test("what is typed is drawn before the server has read it, and once", async () => {
  const [typed, version] = [newer.replace("nginx:1.28", "nginx:1.29"), 2];
  const of = (text: string, rest = {}) => {
    const rehearsal = rehearsalOf(web, text, rest);
    return { ...rehearsal, parts: [{ uri: rehearsal.uri, objects: rehearsal.after.length }] };
  };
  const open = await watch(of(newer));
  const { uri } = of(newer);
  await open.post({ is: "typed", uri, text: typed });
  const change = open.page.getByText("nginx:1.29").first();
  await change.waitFor();
  await open.post({ is: "typed", uri, text: `${typed}: [` });
  const isDrawn = (): boolean => open.told.some((message) => message.is === "drawn" && message.version === version);
  assert.ok(!isDrawn());
  await open.post({ is: "rehearse", rehearsal: of(typed, { version }) });
  for (let waits = 0; !isDrawn() && waits < 200; waits++) await open.page.waitForTimeout(50);
  assert.ok(isDrawn() && (await change.isVisible()));
  await open.close();
});

/** A page that is idle whenever it asks for that, and that counts what it asks its worker. */
function idleAndCounted(): void {
  const seen = { idle: 0, asked: [] as string[] };
  Object.assign(window, { seen });
  window.requestIdleCallback = (act) => {
    setTimeout(() => {
      act({ didTimeout: false, timeRemaining: () => 50 });
      seen.idle++;
    });
    return 0;
  };
  window.Worker = class extends Worker {
    override postMessage(message: { readonly is: string }): void {
      seen.asked.push(message.is);
      super.postMessage(message);
    }
  };
}

interface Seen {
  readonly seen: { readonly idle: number; readonly asked: string[] };
}

test("a page that has practised draws what is typed by itself, and the worker follows when it is asked", async () => {
  const rehearsal = rehearsalOf(web, newer);
  const { uri } = rehearsal;
  const open = await openPage({ before: idleAndCounted });
  const { page } = open;
  const asked = (): Promise<string> => page.evaluate(() => (window as unknown as Seen).seen.asked.splice(0).join());
  await open.post({ is: "rehearse", rehearsal: { ...rehearsal, parts: [{ uri, objects: 2 }] } });
  page.setDefaultTimeout(120_000);
  await page.waitForFunction(() => (window as unknown as Seen).seen.idle >= 2); // its script is loaded, and it has practised
  assert.equal(await asked(), "rehearse");
  await open.post({ is: "typed", uri, text: newer.replace("nginx:1.28", "nginx:1.29") });
  await page.getByText("nginx:1.29").first().waitFor();
  assert.equal(await asked(), "");
  await page.getByRole("slider").press("End");
  await page.locator(".pod").first().click();
  await page.locator("table.scores").waitFor();
  assert.match(await asked(), /^rehearse,(?!.*rehearse)/);
  await open.post({ is: "typed", uri, text: newer.replace("replicas: 3", "replicas: 300") });
  await page.waitForFunction(() => (window as unknown as Seen).seen.asked.includes("rehearse"));
  await open.close();
});

test("text that cannot be rehearsed keeps the last good picture and says why", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const refused = [
    { uri: "file:///manifests/web.yaml", document: 0, kind: "Deployment", name: "web", line: 11, message: "spec.replicas must not be negative." },
  ];
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer, { refused, version: 2 }) });
  await open.page.locator(".problem").waitFor();
  assert.match(
    await open.page.locator(".problem").innerText(),
    /Line 12, Deployment web: spec.replicas must not be negative. The preview shows the last/,
  );
  assert.equal(await open.page.locator(".panel").count(), 1);
  await open.close();
});

test("an edit in the middle of a long rehearsal ends it", async () => {
  const open = await openPage();
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", web.replace("replicas: 3", "replicas: 20000"), { version: 1 }) });
  await open.page.waitForTimeout(500);
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer, { version: 2 }) });
  await open.page.getByText(/Completes in \d+ s/).waitFor();
  assert.deepEqual(
    open.told.flatMap((message) => (message.is === "drawn" ? message.version : [])),
    [2],
  );
  await open.close();
});

test("more pods than can be watched: the picture says what it left out", async () => {
  const open = await watch(rehearsalOf("", web.replace("replicas: 3", "replicas: 2000000")));
  assert.match(await open.page.locator(".refusal").first().innerText(), /web asks for 2,000,000 pods \(spec\.replicas\).* 20,000/);
  await open.close();
});

test("a file without a workload says what could be opened", async () => {
  const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n";
  const open = await watch(rehearsalOf("", service, { openable: [{ uri: "file:///web.yaml", label: "web.yaml" }] }));
  await open.page.getByRole("listitem").getByRole("button", { name: "web.yaml" }).click();
  assert.deepEqual(
    open.told.find((message) => message.is === "open"),
    { is: "open", uri: "file:///web.yaml" },
  );
  await open.close();
});

test("what is rehearsed and what runs before are chosen at the top; a renderer that refuses keeps the picture and says why", async () => {
  const change = { is: "kustomization", name: "overlays/prod", files: 1 } as const;
  const open = await watch(rehearsalOf(web, newer, { change, origin: { is: "committed", commit: "a41f9c2d00", ref: "main" } }));
  await open.page.getByRole("button", { name: "kustomization overlays/prod" }).click();
  await open.page.getByRole("button", { name: "from main, a41f9c2" }).click();
  await open.page.getByRole("button", { name: "Open rendered manifests" }).click();
  assert.deepEqual(
    open.told.filter(({ is }) => is === "choose" || is === "openRendered"),
    [{ is: "choose", what: "change" }, { is: "choose", what: "before" }, { is: "openRendered" }],
  );
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", "", { change, problem: "A kustomization needs kustomize or kubectl." }) });
  await open.page.locator(".problem", { hasText: "needs kustomize or kubectl" }).waitFor();
  assert.equal(await open.page.locator(".panel").count(), 1);
  await open.close();
});

test("the place in time outlives an edit and a reload", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.locator("tr", { hasText: "scale old 2 → 1" }).click();
  const now = await open.page.locator("output.now").innerText();
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer.replace("1.28", "1.29"), { version: 2 }) });
  await open.page.getByText("nginx:1.29").first().waitFor();
  assert.equal(await open.page.locator("output.now").innerText(), now);
  await open.page.waitForTimeout(300);
  const saved = await open.saved();
  await open.close();
  const reloaded = await watch(rehearsalOf(web, newer), { saved });
  assert.equal(await reloaded.page.locator("output.now").innerText(), now);
  await reloaded.close();
});

test("the picture is saved as SVG and PNG, the trace as JSON", async () => {
  const open = await watch(rehearsalOf(web, newer));
  for (const name of ["SVG", "PNG", "Trace as JSON"]) {
    await open.page.locator(".menu summary").click();
    await open.page.getByRole("button", { name, exact: true }).click();
  }
  const saved = await saves(open, 3);
  assert.match(saved.get("svg") ?? "", /^<svg .*Completes in.*deployment\/web/s);
  assert.match(saved.get("png") ?? "", /^iVBORw0KGgo/);
  const trace = saved.get("trace") ?? "";
  await open.close();

  const alone = await openPage({ trace });
  await alone.page.locator(".panel").waitFor();
  assert.match(await alone.page.locator(".verdict .sentence").innerText(), /Completes in/);
  await alone.close();
});

test("the picture that is saved has the playhead where it is", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.locator("tr", { hasText: "scale old 3 → 2" }).click();
  const [chart, there] = [await open.page.locator("svg.chart").boundingBox(), await open.page.locator("svg.playhead").first().boundingBox()];
  await open.page.locator(".menu summary").click();
  await open.page.getByRole("button", { name: "SVG", exact: true }).click();
  const saved = await saves(open, 1);
  await open.page.setContent(saved.get("svg") ?? "");
  const body = await open.page.locator("svg").first().boundingBox();
  const drawn = await open.page.locator(".playhead").first().boundingBox();
  const share = (there!.x - chart!.x) / chart!.width;
  assert.ok(Math.abs((drawn!.x - body!.x - 16) / (body!.width - 32) - share) < 0.02);
  await open.close();
});

test("the cursor in the editor lights the steps that hang on its field", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const object = { kind: "Deployment", namespace: "default", name: "web" };
  await open.post({ is: "cursor", field: { object, field: "spec.strategy.rollingUpdate.maxSurge" } });
  await open.page.locator("tr.lit").first().waitFor();
  assert.ok((await open.page.locator("tr.lit").count()) >= 3);
  await open.close();
});

const deployment = { kind: "Deployment", namespace: "default", name: "web" };

/** What the editor was last asked to show. */
function revealed({ told }: OpenPage): unknown {
  return told.findLast((message) => message.is === "reveal")?.spot;
}

test("a node's meter leads to what its pods request", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const meter = open.page.locator(".meter").first();
  await meter.hover();
  const field = "spec.template.spec.containers[0].resources.requests.cpu";
  assert.deepEqual(
    open.told.findLast((message) => message.is === "highlight"),
    { is: "highlight", spot: { object: deployment, field } },
  );
  assert.match((await meter.getAttribute("title")) ?? "", /Used by pods of web: .*requests\.cpu/);
  await meter.click();
  assert.deepEqual(revealed(open), { object: deployment, field });
  await open.close();
});

test("a node's refusal leads to the field that causes it", async () => {
  const cases = [
    [pending, "containers[0].resources.requests"],
    [newer.replace("      containers:", "      nodeSelector: { disk: ssd }\n      containers:"), "nodeSelector"],
  ] as const;
  for (const [text, field] of cases) {
    const open = await watch(rehearsalOf(web, text));
    await open.page.locator(".pod.pending").click();
    await open.page.locator(".refusals").getByRole("button", { name: "Go to" }).first().click();
    assert.deepEqual(revealed(open), { object: deployment, field: `spec.template.spec.${field}` });
    await open.close();
  }
});

test("a long command is told whole while it is the present step", async () => {
  const open = await watch(rehearsalOf(web, newer), { width: 700 });
  const command = open.page.locator("tr.asked .does");
  const isElided = () => command.evaluate((cell) => cell.scrollHeight > cell.clientHeight + 1);
  await command.click();
  assert.equal(await isElided(), false);
  await open.page.locator("tr", { hasText: "scale old 3 → 2" }).click();
  assert.equal(await command.getAttribute("title"), await command.textContent());
  await open.close();
});

test("in a narrow panel the steps come before the nodes, and both begin within one look", async () => {
  const open = await watch(rehearsalOf(web, newer), { width: 420, height: 860 });
  const top = async (selector: string) => (await open.page.locator(selector).boundingBox())!.y;
  const tops = await Promise.all([".verdict", ".timeline", "table.steps", ".section.nodes"].map(top));
  assert.deepEqual(
    tops,
    tops.toSorted((a, b) => a - b),
  );
  assert.ok(tops.at(-1)! < 880, `the nodes begin at ${tops.at(-1)}`);
  await open.close();
});

test("where the system decides on colours, pods keep their fill, and versions differ by their shape", async () => {
  const open = await watch(rehearsalOf(web, newer), { forcedColors: true });
  await open.page.locator("tr", { hasText: "scale new 1 → 2" }).click();
  const look = (selector: string) =>
    open.page
      .locator(selector)
      .first()
      .evaluate((element) => ({ fill: getComputedStyle(element).backgroundColor, radius: getComputedStyle(element).borderRadius }));
  const [ground, dot, old, young] = await Promise.all(["body", ".verdict .dot", ".pod.ready.old", ".pod.ready.new"].map(look));
  for (const { fill } of [dot!, old!, young!]) assert.notEqual(fill, ground!.fill);
  assert.notEqual(old!.radius, young!.radius);
  await open.close();
});

test("a first rollout is judged by its first ready pod", async () => {
  const open = await watch(rehearsalOf("", web));
  assert.match(await open.page.locator(".verdict .details").innerText(), /first ready after \d+ s/);
  assert.equal(await open.page.locator(".bounds .floor").count(), 0);
  await open.close();
});

for (const theme of Object.keys(themes) as Theme[]) {
  test(`no barrier in the theme ${theme}`, async () => {
    const open = await watch(rehearsalOf(web, pending), { theme });
    await open.page.locator(".pod.pending").click();
    await open.page.getByRole("button", { name: "What if…" }).click();
    for (const tab of ["Steps", "Pods", "Workloads", "History", "Events"]) {
      await open.page.getByRole("tab", { name: tab }).click();
      assert.deepEqual(await barriers(open), [], tab);
    }
    await open.close();
  });
}

test("no barrier in Korean, and none in a narrow panel", async () => {
  const open = await watch(rehearsalOf(web, newer), { language: "ko", width: 420 });
  assert.match(await open.page.locator(".verdict .sentence").innerText(), /만에 완료/);
  assert.equal(await open.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(await barriers(open), []);
  await open.close();
});

test("long names and digests do not make a narrow panel wider", async () => {
  const digest = (digit: string) => `registry.example/ingress/controller:v1.15.1@sha256:${digit.repeat(64)}`;
  const long = (image: string) => web.replaceAll("name: web", "name: ingress-nginx-controller-of-the-admission").replace("nginx:1.27", image);
  const open = await watch(rehearsalOf(long(digest("a")), long(digest("b"))), { width: 320 });
  await open.page.getByRole("button", { name: "Keep to compare" }).click();
  await open.page.locator(".differences").waitFor();
  assert.equal(await open.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await open.page
    .getByText(/sha256:aaaaaaaaaaaa… → .*sha256:bbbbbbbbbbbb…/)
    .first()
    .waitFor();
  await open.close();
});

test("a Service that is switched shows at the moment of the change what it reached before", async () => {
  const deployment = (name: string) => web.split("---")[0]!.replaceAll(/\bweb\b/g, name);
  const service = (name: string) =>
    `---\napiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: 80 }] }\n`;
  const both = `${deployment("blue")}---\n${deployment("green")}`;
  const open = await watch(rehearsalOf(both + service("blue"), both + service("green")));
  const strip = open.page.locator(".strip", { hasText: "Traffic to shop" });
  assert.match(await strip.locator("p").innerText(), /100% blue-\w+\s+100% green-\w+/);
  await open.page.getByRole("slider").press("End");
  await strip.getByText(/blue/).waitFor({ state: "detached" });
  assert.match(await strip.locator("p").innerText(), /100% green-/);
  await open.close();
});
