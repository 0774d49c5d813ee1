import type { Rehearsal } from "../../../client/preview/host/messages.ts";
import { type OpenPage, openPage, type Sight } from "./browser.ts";

/** Opens the page, hands it a rehearsal, and waits for the picture. */
export async function watch(rehearsal: Rehearsal, sight: Sight = {}): Promise<OpenPage> {
  const open = await openPage(sight);
  await open.post({ is: "rehearse", rehearsal });
  await open.page.locator(".panel, .problem, .welcome h1").first().waitFor();
  return open;
}

/** The rows of the steps that are in sight, their cells apart by bars. */
export async function rows({ page }: OpenPage): Promise<string[]> {
  const all = await page.locator("table.steps tbody tr:not(.spacer)").all();
  return Promise.all(all.map(async (row) => (await row.locator("td:not(.squares)").allInnerTexts()).map((text) => text.trim()).join(" | ")));
}
