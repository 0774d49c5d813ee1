import assert from "node:assert/strict";
import { eventually, hovers, openFile, problems, proposals, replace, settled } from "./asking.ts";
import { runSuite } from "./runSuite.ts";

/**
 * Beside Red Hat's YAML extension nothing is said twice. Its stand-in runs the real yaml-language-server, and the folder's settings give every
 * YAML file a schema that allows no key but `name`: without our word for manifests it would complain of every line.
 */
export const run = (): Promise<void> =>
  runSuite(() => {
    suite("beside Red Hat's YAML extension", () => {
      test("broken YAML is told once, though the other one wakes up late", async () => {
        const { document, editor } = await openFile("web.yaml");
        await replace(editor, "image: nginx:1.27", "image: nginx: 1.27");
        const [first] = await eventually(
          () => problems(document),
          (found) => found.length > 0,
        );
        assert.match(first!, /^(?:rehearsal|YAML): /); // on a busy machine the other one may be first
        await eventually(
          () => problems(document),
          (found) => found[0]?.startsWith("YAML: ") === true,
        );
        await settled();
        const told = problems(document);
        assert.equal(told.length, 1, told.join("\n"));
      });

      test("a duplicate field is told once", async () => {
        await toldOnce("  replicas: 3\n", "  replicas: 3\n  replicas: 4\n");
      });

      test("a misspelt field is told once, by us", async () => {
        assert.match(await toldOnce("replicas:", "replcas:"), /^rehearsal: .*replicas/);
      });

      test("a field is explained once", async () => {
        const { document } = await openFile("web.yaml");
        const said = await hovers(document, "replicas:");
        assert.equal(said.length, 1, said.join("\n---\n"));
      });

      test("a field is offered once, and nothing of the other's schema", async () => {
        const { document, editor } = await openFile("web.yaml");
        await replace(editor, "  replicas: 3\n", "  minR\n");
        const labels = await proposals(document, "minR");
        assert.equal(labels.filter((label) => label === "minReadySeconds").length, 1, labels.join(", "));
        assert.ok(!labels.includes("name"), labels.join(", "));
      });

      test("YAML that is no manifest is the other's alone", async () => {
        const { document } = await openFile("recipe.yaml");
        const told = await eventually(
          () => problems(document),
          (found) => found.length > 0,
        );
        assert.equal(told.length, 1);
        assert.match(told[0]!, /colour/);
        assert.match((await hovers(document, "name:")).join(), /What it is called/);
      });
    });
  });

/** Edits `web.yaml`, and gives back the one thing that is told of it once both servers have spoken. */
async function toldOnce(what: string, by: string): Promise<string> {
  const { document, editor } = await openFile("web.yaml");
  await replace(editor, what, by);
  await eventually(
    () => problems(document),
    (found) => found.length > 0,
  );
  await settled();
  const told = problems(document);
  assert.equal(told.length, 1, told.join("\n"));
  return told[0]!;
}
