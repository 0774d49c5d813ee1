import assert from "node:assert/strict";
import { after, test } from "node:test";
import { barriers, closeBrowser } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { watch } from "./support/watching.ts";

/** What would let a pod in, written into the YAML. */

const web = example("web.yaml");

after(closeBrowser);

test("what would let a pod in was tried, stands there before and after, and is written with one press", async () => {
  const open = await watch(rehearsalOf(web, web.replace("cpu: 250m", "cpu: 2500m")));
  await open.page.locator(".pod.pending").click();
  const proposal = open.page.locator(".proposal").first();
  await proposal.getByText(/^Tried: works, after \d+ s$/).waitFor();
  assert.match(
    await proposal.locator("figure").nth(1).innerText(),
    /after\s+spec:\s+template:\s+spec:\s+containers:\s+- resources:\s+requests:\s+cpu: \S+/,
  );
  const asked = open.told.find((message) => message.is === "propose")!;
  assert.deepEqual(
    [asked.object.name, asked.changes.map(({ field }) => field)],
    ["web", ["spec.template.spec.containers[0].resources.requests.cpu"]],
  );
  const [before, shown] = ["requests:\n  cpu: 2500m\n  memory: 1Gi", "requests:\n  cpu: 2\n  memory: 1Gi"];
  await open.post({ is: "proposal", number: asked.number, proposal: { line: 30, before, after: shown } });
  await proposal.locator("pre", { hasText: "cpu: 2500m" }).waitFor();
  assert.deepEqual(await proposal.locator(".changed").allInnerTexts(), ["  cpu: 2500m\n", "  cpu: 2\n"]);
  assert.deepEqual(await barriers(open), []);
  await proposal.getByRole("button", { name: "Edit the YAML" }).click();
  assert.deepEqual(
    open.told.flatMap((message) => (message.is === "apply" ? [message.changes] : [])),
    [asked.changes],
  );
  await open.close();
});

test("what is refused is mended with one press, where the editor knows how", async () => {
  const wrong = web.replace("replicas:", "replica:");
  const refusal = { uri: "file:///manifests/web.yaml", document: 0, kind: "Deployment", name: "web", line: 5, message: "unknown field replica" };
  const open = await watch(rehearsalOf("", wrong, { after: [], refused: [refusal] }));
  await open.page.waitForFunction(() => document.querySelector(".problem") !== null);
  const question = () => open.told.find((message) => message.is === "askFix");
  for (let turns = 0; turns < 100 && !question(); turns++) await open.page.waitForTimeout(100);
  const asked = question()!;
  assert.deepEqual(asked.place, { uri: refusal.uri, line: refusal.line });
  await open.post({ is: "fix", number: asked.number, title: "Rename to replicas" });
  await open.page.getByRole("button", { name: "Rename to replicas" }).click();
  assert.deepEqual(
    open.told.flatMap((message) => (message.is === "fix" ? [message.place] : [])),
    [asked.place],
  );
  assert.deepEqual(await barriers(open), []);
  await open.close();
});
