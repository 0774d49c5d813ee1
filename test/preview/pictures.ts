/** Draws the pictures of `docs/pictures/`: twelve situations, each as a person would see it. Run it after the page has changed its looks: `node test/preview/pictures.ts [name …]`. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Planned, Rehearsal } from "../../client/preview/host/messages.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { traceOfTown } from "./fixtures/town.ts";
import { closeBrowser, openPage, type Sight } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";

const folder = join(import.meta.dirname, "../../docs/pictures");

interface Situation {
  readonly sight?: Sight;
  readonly rehearsal?: Rehearsal;
  /** What the person does before the picture is taken. */
  readonly does?: (page: Page) => Promise<void>;
}

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

function withScript(script: readonly Planned[]): Rehearsal {
  return rehearsalOf(web, newer, { scenario: { steps: script } });
}

function updated(file: string): Rehearsal {
  const text = example(file);
  return rehearsalOf(text, text.replace(/(image: \S+:)\S+/g, "$1next"), { file });
}

/** The documents of a file that have this kind. */
function only(file: string, kind: string): string {
  return example(file)
    .split(/^---$/m)
    .filter((document) => new RegExp(`^kind: (${kind})$`, "m").test(document))
    .join("---\n");
}

/** Puts the playhead at a share of the story. */
async function seek(page: Page, share: number): Promise<void> {
  const box = (await page.locator("svg.chart").first().boundingBox())!;
  await page.mouse.click(box.x + 45 + share * (box.width - 145), box.y + 60);
}

async function look(page: Page, share: number, pod: string): Promise<void> {
  await seek(page, share);
  await page.locator(pod).first().click();
  await page.locator("table.scores, .letting-in, .pod-panel .empty").first().waitFor();
}

const situations: Readonly<Record<string, Situation>> = {
  small: { sight: { theme: "light" }, rehearsal: rehearsalOf(web, newer), does: (page) => look(page, 0.42, ".pod.starting") },
  dark: {
    rehearsal: rehearsalOf(web, newer),
    does: async (page) => {
      await page.getByRole("button", { name: "What if…" }).click();
      await seek(page, 0.42);
    },
  },
  large: { sight: { trace: writeTrace(traceOfTown({ nodes: 5000, pods: 20_000 })) }, does: (page) => seek(page, 0.6) },
  stuck: { rehearsal: withScript([{ at: 0, step: { stuck: "web#2" } }]), does: (page) => look(page, 0.05, ".pod.new") },
  pending: {
    sight: { theme: "light" },
    rehearsal: rehearsalOf(web, newer.replace("cpu: 250m", "cpu: 2500m")),
    does: (page) => look(page, 0.3, ".pod.pending"),
  },
  crash: {
    sight: { width: 1040 },
    rehearsal: withScript([{ at: 0, step: { fault: { of: "web#2", is: "crash", afterMillis: 8000 } } }]),
    does: async (page) => {
      await page.getByRole("tab", { name: "Events" }).click();
      await seek(page, 0.02);
    },
  },
  statefulSet: { sight: { theme: "light" }, rehearsal: updated("database.yaml"), does: (page) => look(page, 0.45, ".pod.new") },
  daemonSet: { rehearsal: updated("agent.yaml"), does: (page) => look(page, 0.4, ".pod.new") },
  job: { rehearsal: rehearsalOf("", only("batch.yaml", "Job"), { file: "batch.yaml" }), does: (page) => look(page, 0.45, ".pod.new") },
  cronJob: {
    sight: { theme: "light" },
    rehearsal: rehearsalOf("", only("batch.yaml", "CronJob").replace(/schedule: .*/, 'schedule: "*/2 * * * *"'), { file: "batch.yaml" }),
    does: (page) => seek(page, 0.47),
  },
  canary: {
    rehearsal: rehearsalOf(
      example("canary.yaml"),
      example("canary.yaml")
        .replace(/shop:1\.9/, "shop:2.0")
        .replace("replicas: 1", "replicas: 3"),
      { file: "canary.yaml" },
    ),
    does: async (page) => {
      await page.getByRole("tab", { name: "Workloads" }).click();
      await seek(page, 0.7);
    },
  },
  highContrast: { sight: { theme: "highContrast" }, rehearsal: rehearsalOf(web, newer), does: (page) => look(page, 0.42, ".pod.starting") },
};

async function take(name: string, { sight = {}, rehearsal, does }: Situation): Promise<void> {
  const open = await openPage({ width: 1120, height: 860, ...sight });
  if (rehearsal) await open.post({ is: "rehearse", rehearsal });
  await open.page.locator(".panel").waitFor({ timeout: 60_000 });
  await does?.(open.page);
  await open.page.mouse.move(0, 0);
  await open.page.waitForTimeout(300);
  await open.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await open.close();
}

const chosen = process.argv.slice(2);
for (const [name, situation] of Object.entries(situations)) if (chosen.length === 0 || chosen.includes(name)) await take(name, situation);
await closeBrowser();
