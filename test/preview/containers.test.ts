import assert from "node:assert/strict";
import { after, test } from "node:test";
import { barriers, closeBrowser, type OpenPage, openPage, type Sight } from "./support/browser.ts";
import { rehearsalOf } from "./support/rehearsals.ts";

after(closeBrowser);

/** Rehearses a manifest, goes to its end or a key further back, and opens its first pod. */
async function lookInto(manifest: string, keys: readonly string[] = ["End"], sight: Sight = {}): Promise<OpenPage> {
  const open = await openPage(sight);
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", manifest) });
  await open.page.locator(".panel").waitFor();
  for (const key of keys) await open.page.getByRole("slider").press(key);
  await open.page.locator(".pod").first().click();
  await open.page.locator(".lane .piece").first().waitFor();
  return open;
}

/** The states of a container's lane, in order, as they are told. */
async function lane({ page }: OpenPage, container: string): Promise<string[]> {
  const pieces = await page
    .getByRole("group", { name: `${container} over time` })
    .getByRole("button")
    .all();
  const names = await Promise.all(pieces.map((piece) => piece.getAttribute("aria-label")));
  return names.map((name) => (name ?? "").split(". ")[1] ?? "");
}

function revealed({ told }: OpenPage): string | undefined {
  return told.findLast((message) => message.is === "reveal")?.spot.field;
}

const twoServers = `
apiVersion: v1
kind: Pod
metadata: { name: two-servers }
spec:
  containers:
    - { name: first, image: "nginx:1.17" }
    - { name: second, image: nginx }
`;

const job = (restartPolicy: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: listing }
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: ${restartPolicy}
      containers: [{ name: list, image: busybox, command: [ls, unvalid path] }]
`;

const pod = (rest: string) => `
apiVersion: v1
kind: Pod
metadata: { name: one }
spec:
${rest}
`;

test("two web servers in one pod: the second cannot have the port, and says so in its lane, its square and kubectl's table", async () => {
  const open = await lookInto(twoServers);
  const { page } = open;
  assert.match(await page.locator(".verdict h1").innerText(), /^Never completes: second cannot listen on port 80: first uses it/);
  assert.match(await page.locator(".columns").innerText(), /READY\s+1\/2\s+STATUS\s+CrashLoopBackOff\s+RESTARTS\s+\d+/);
  assert.ok((await lane(open, "second")).includes("blocked: CrashLoopBackOff, 3 restarts"));
  assert.equal(await page.locator(".nodes .pod.ready").count(), 0);
  assert.equal(await page.locator(".nodes .pod.failing.restarted").count(), 1);
  assert.match(
    await page.locator(".process p").last().innerText(),
    /cannot listen on port 80, used by first: exits with 1. Known behavior of the image nginx/,
  );
  await page.getByRole("group", { name: "second over time" }).locator(".failed").last().click();
  assert.equal(revealed(open), "spec.containers[1].image");
  await page.getByRole("slider").press("End");
  await page.getByRole("tab", { name: "Pods" }).click();
  await page
    .getByText(/^CrashLoopBackOff$/)
    .first()
    .waitFor();
  assert.match(await page.locator(".pods-table tbody tr").first().innerText(), /two-servers\s+1\/2\s+CrashLoopBackOff\s+7 \(\d+:\d+ ago\)/);
  await open.close();
});

test("a Job whose command fails: new pods if none is restarted, restarts of one pod on failure", async () => {
  const never = await lookInto(job("Never"));
  await never.page.getByRole("tab", { name: "Pods" }).click();
  const rows = await never.page.locator(".pods-table tbody tr").allInnerTexts();
  assert.deepEqual(
    rows.map((row) => /(\d\/\d)\s+(\w+)\s+(\d+)/.exec(row)?.slice(1).join(" ")),
    ["0/1 Error 0", "0/1 Error 0", "0/1 Error 0"],
  );
  assert.equal(await never.page.locator(".nodes .pod.failed").count(), 3);
  assert.deepEqual((await lane(never, "list")).slice(-1), ["exited with 1"]);
  await never.page.getByRole("group", { name: "list over time" }).locator(".failed").first().click();
  assert.equal(revealed(never), "spec.template.spec.containers[0].command");
  await never.close();
  const again = await lookInto(job("OnFailure"), ["Home"]);
  assert.equal(await again.page.locator(".nodes .pod").count(), 1);
  assert.ok((await lane(again, "list")).some((piece) => /exited with 1, \d restarts?$/.test(piece)));
  await again.close();
});

test("an init container holds the others back, and its hook and probes are told apart", async () => {
  const open = await lookInto(
    pod(`
  initContainers: [{ name: wait, image: busybox, command: [sh, -c, sleep 10] }]
  containers:
    - name: app
      image: busybox
      command: [sh, -c, sleep 1000]
      lifecycle: { postStart: { exec: { command: [sh, -c, sleep 10] } } }
      readinessProbe: { exec: { command: ["true"] }, periodSeconds: 5 }
`),
  );
  assert.deepEqual(await lane(open, "wait"), ["pulling its image", "initializing", "exited with 0"]);
  assert.deepEqual(await lane(open, "app"), ["waiting: PodInitializing", "starting", "ready"]);
  assert.match(await open.page.locator(".container", { hasText: "wait" }).first().locator(".lane-name").innerText(), /init/);
  await open.page.getByRole("button", { name: /app: postStart hook/ }).click();
  assert.equal(revealed(open), "spec.containers[0].lifecycle.postStart");
  await open.close();
});

test("a liveness probe that kills: its failures are marked, and the line is the probe's", async () => {
  const open = await lookInto(
    pod(`
  containers:
    - name: app
      image: busybox
      args: [/bin/sh, -c, touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600]
      livenessProbe: { exec: { command: [cat, /tmp/healthy] }, initialDelaySeconds: 5, periodSeconds: 5 }
`),
  );
  assert.ok((await lane(open, "app")).includes("terminating"));
  assert.ok((await open.page.locator(".track .failed").count()) >= 3);
  await open.page.getByRole("button", { name: /app: liveness probe fails \d+ times/ }).click();
  assert.equal(revealed(open), "spec.containers[0].livenessProbe");
  await open.page.locator(".lane .failed").first().click();
  assert.equal(revealed(open), "spec.containers[0].livenessProbe");
  await open.close();
});

test("a ConfigMap that is missing: the container waits with the cluster's sentence, and leads to its environment", async () => {
  const open = await lookInto(pod(`  containers: [{ name: app, image: nginx, envFrom: [{ configMapRef: { name: settings } }] }]`));
  assert.ok((await lane(open, "app")).includes("blocked: CreateContainerConfigError"));
  const piece = open.page.locator(".lane .held").last();
  assert.match((await piece.getAttribute("title")) ?? "", /configmap "settings" not found/);
  await piece.press("Enter");
  assert.equal(revealed(open), "spec.containers[0].envFrom");
  await open.close();
});

test("what a process does can be changed where it is told: the change is a step of the scenario, and can be taken back", async () => {
  const open = await lookInto(pod(`  containers: [{ name: app, image: nginx, resources: { limits: { memory: 64Mi } } }]`));
  const { page } = open;
  assert.match(await page.locator(".process p").innerText(), /listens on 80. Known behavior of the image nginx/);
  await page.locator(".asking summary").first().click();
  await page.getByRole("button", { name: /try: Runs out of memory/ }).click();
  await page.locator(".verdict.bad").waitFor();
  const killed = page.getByRole("group", { name: "app over time" }).getByRole("button", { name: "exited with 137, OOMKilled" });
  await killed.first().waitFor();
  await page.locator(".verdict").getByRole("button", { name: "What if…" }).click();
  assert.match(await page.locator(".script").innerText(), /app of one: Runs out of memory after 20 s/);
  await page.getByRole("button", { name: "Save scenario" }).click();
  const saved = open.told.find((message) => message.is === "save");
  assert.deepEqual(saved?.file.as === "scenario" && saved.file.scenario.steps, [
    { at: 0, step: { whatIf: { of: "one", container: "app", is: "outOfMemory", after: 20 } } },
  ]);
  await page.locator(".asked-ifs").getByRole("button").click();
  await page.locator(".verdict.good").waitFor();
  await open.close();
});

test("from an image of which nothing is known one gets to the form that says what runs in it", async () => {
  const open = await openPage({ width: 400 });
  const { page } = open;
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", pod(`  containers: [{ name: app, image: "team/shop:1" }]`)) });
  await page.getByTitle("Change… team/shop:1").click();
  await page.locator(".behaviour").waitFor();
  await page.waitForFunction(() => {
    const { activeElement: at } = document;
    const { top = -1, bottom = Infinity } = at?.getBoundingClientRect() ?? {};
    return at?.getAttribute("aria-label") === "Change… app" && top >= 0 && bottom <= innerHeight;
  });
  await open.close();
});

test("a whole behaviour can be stated beside its source: listening, a command, a crash, SIGTERM and a start that fails", async () => {
  const open = await lookInto(
    pod(`  containers: [{ name: app, image: own, ports: [{ containerPort: 8080 }], livenessProbe: { exec: { command: [check, it] } } }]`),
  );
  const { page } = open;
  const form = page.locator(".behaviour");
  const line = (name: string) => form.locator(".question", { hasText: name });
  await page.getByLabel("Change… app").click();
  for (const part of ["exits by itself", "a command exits", "ignores SIGTERM"]) await form.getByRole("button", { name: part, exact: true }).click();
  await line("listens").getByLabel("from second").fill("3");
  await line("exits by itself").getByLabel("seconds").fill("x");
  await form.getByRole("button", { name: "apply", disabled: true }).waitFor();
  await line("exits by itself").getByLabel("seconds").fill("40");
  await form.getByRole("button", { name: "add a start" }).click();
  await form.locator("fieldset").last().getByRole("button", { name: "cannot be started", exact: true }).click();
  await form.getByRole("button", { name: "apply" }).click();
  await page.locator(".asked-ifs", { hasText: "behaves as defined here" }).waitFor();
  const stated = /listens on 8080 after 3 s, exits after 40 s with 1, ignores SIGTERM. Defined in the scenario/;
  await page.locator(".process p", { hasText: stated }).waitFor();
  await page.locator(".verdict").getByRole("button", { name: "What if…" }).click();
  await page.getByRole("button", { name: "Save scenario" }).click();
  const saved = open.told.find((message) => message.is === "save");
  assert.ok(saved?.file.as === "scenario");
  const run = {
    exit: { after: 40, code: 1 },
    serves: [{ port: 8080, after: 3 }],
    exec: {
      "check it": [{ code: 1 }, { from: 2, code: 0 }, { from: 30, code: 1 }],
    },
    stop: { ignores: true },
  };
  const fails = 'exec: "app": executable file not found in $PATH';
  assert.deepEqual(saved.file.scenario.steps, [{ at: 0, step: { behaves: { of: "one", container: "app", runs: [run, { ...run, fails }] } } }]);
  await page.locator(".asked-ifs").getByRole("button").click();
  await page.locator(".asked-ifs").waitFor({ state: "detached" });
  await open.close();
});

test("the lanes have no barrier: in Korean, narrow, and where the system decides on colours", async () => {
  const open = await lookInto(twoServers, ["End"], { language: "ko", width: 320 });
  for (const summary of await open.page.locator(".asking summary").all()) await summary.click();
  assert.equal(await open.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(await barriers(open), []);
  await open.close();
  const forced = await lookInto(twoServers, ["End"], { forcedColors: true });
  const fill = (selector: string) =>
    forced.page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.notEqual(await fill(".piece.ready"), await fill("body"));
  await forced.close();
});
