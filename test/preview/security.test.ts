import assert from "node:assert/strict";
import { after, test } from "node:test";
import { asHtml } from "../../cli/report/html.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { standalonePage } from "../../scripts/previewBundle.ts";
import { deployment, node } from "../support/simulations.ts";
import { closeBrowser, type OpenPage, openPage } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";

const web = example("web.yaml");
/** Texts that are something else to whoever takes them for HTML, Markdown, a path, a template or a pattern. */
const odd = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "<style>*{background:url(https://a.invalid)}</style>",
  "](javascript:alert(1))",
  "![x](https://a.invalid/x.png)",
  "${alert(1)}",
  "{{constructor}}",
  "(a+)+$",
  "__proto__",
  "\u001b[31m",
];
const hostile = web
  .replace("nginx:1.27", "nginx:1.28")
  .replace(
    "          ports:",
    `          env: ${JSON.stringify(odd.map((value, i) => ({ name: `ODD_${i}`, value })))}\n          command: [sh, -c, ${JSON.stringify(odd.join("\n"))}]\n          ports:`,
  )
  .replace("  name: web\n", `  name: web\n  annotations: ${JSON.stringify(Object.fromEntries(odd.map((value, i) => [`odd-${i}`, value])))}\n`);

after(closeBrowser);

/** Runs in a page before its own scripts: notes what its policy had to forbid, and what asks the person. */
function watched(): void {
  const seen: string[] = [];
  Object.assign(window, { seen, alert: () => seen.push("alert") });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => seen.push(`${violatedDirective} ${blockedURI}`));
}

function seenIn({ page }: Pick<OpenPage, "page">): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { readonly seen: string[] }).seen);
}

test("the page needs nothing that its policy forbids, and asks nothing of any network, whatever the manifests say", async () => {
  const open = await openPage({ before: watched });
  const { page, told } = open;
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, hostile) });
  await page.locator(".panel").waitFor();
  await page.getByRole("slider").press("End");
  await page.locator(".pod").first().click();
  for (const tab of await page.getByRole("tab").all()) await tab.click();
  for (const line of ["explain pod.spec", "get deployment web -o yaml", "describe pods"]) {
    await page.keyboard.press("Control+`").catch(() => undefined);
    await open.post({ is: "console", number: told.length, request: { is: "run", line } });
  }
  for (let waits = 0; told.filter(({ is }) => is === "console").length < 3 && waits < 200; waits++) await page.waitForTimeout(50);
  assert.deepEqual(await seenIn(open), []);
  assert.deepEqual(open.requests, []);
  await open.close();
});

test("what the page would have to be made to do is forbidden: this is no test that nothing can fail", async () => {
  const open = await openPage({ before: watched });
  const outcome = await open.page.evaluate(async () => {
    const tried: Record<string, string> = {};
    const attempt = async (name: string, act: () => unknown): Promise<void> => {
      try {
        await act();
        tried[name] = "done";
      } catch {
        tried[name] = "refused";
      }
    };
    const element = (name: string, set: Record<string, string>): HTMLElement => {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(set)) made.setAttribute(key, value);
      return document.body.appendChild(made);
    };
    const loaded = (made: HTMLElement): Promise<unknown> =>
      new Promise((resolve, reject) => {
        made.addEventListener("load", resolve);
        made.addEventListener("error", reject);
      });
    // oxlint-disable-next-line typescript/no-implied-eval -- it is what is to be forbidden
    await attempt("eval", () => setTimeout("window.evaluated = true"));
    await attempt("fetch", () => fetch("https://a.invalid/"));
    await attempt("beacon", () => navigator.sendBeacon("https://a.invalid/") || Promise.reject(new Error("refused")));
    await attempt(
      "socket",
      () => new Promise((resolve, reject) => Object.assign(new WebSocket("wss://a.invalid/"), { onopen: resolve, onerror: reject })),
    );
    await attempt("picture", () => loaded(element("img", { src: "https://a.invalid/x.png" })));
    await attempt("script", () => loaded(element("script", { src: "https://page.test/main.js?other" })));
    await attempt("styles", () => loaded(element("link", { rel: "stylesheet", href: "https://a.invalid/x.css" })));
    element("script", {}).textContent = "window.inlined = true";
    element("p", { style: "color: rgb(1, 2, 3)" });
    element("button", { onclick: "window.clicked = true" }).click();
    element("iframe", { src: "https://a.invalid/" });
    (element("form", { action: "https://a.invalid/" }) as HTMLFormElement).submit();
    const worker = new Worker(
      URL.createObjectURL(
        new Blob([
          "fetch('https://a.invalid/').then(() => postMessage('done'), () => { try { eval('1'); postMessage('done') } catch { postMessage('refused') } })",
        ]),
      ),
    );
    tried["worker"] = await new Promise((resolve) => worker.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data)));
    const { evaluated, inlined, clicked } = window as unknown as Record<string, unknown>;
    const colour = getComputedStyle(document.querySelector("p[style]")!).color;
    return { tried, evaluated, inlined, clicked, colour };
  });
  const { tried, evaluated, inlined, clicked, colour } = outcome;
  assert.deepEqual(
    Object.entries(tried).filter(([name, what]) => what !== "refused" && name !== "eval" && name !== "beacon"),
    [],
  );
  assert.deepEqual([evaluated, inlined, clicked], [undefined, undefined, undefined]);
  assert.notEqual(colour, "rgb(1, 2, 3)");
  const seen = (await seenIn(open)).map((one) => one.split(" ")[0]);
  for (const directive of [
    "connect-src",
    "img-src",
    "script-src-elem",
    "script-src-attr",
    "style-src-elem",
    "style-src-attr",
    "frame-src",
    "form-action",
  ])
    assert.ok(seen.includes(directive), `${directive} among ${seen.join(", ")}`);
  assert.deepEqual(open.requests, [], "none of it was sent");
  await open.close();
});

test("a page that was exported runs alone under a policy of its own", async () => {
  const trace = simulate({ cluster: [node("n1")], before: [], after: [deployment(1, { replicas: 2 })], script: [] });
  const { page, requests, close } = await openPage({ before: watched, document: asHtml(await standalonePage(), odd.join(""), writeTrace(trace)) });
  await page.locator(".panel").waitFor();
  await page.getByRole("slider").press("End");
  await page.locator(".pod").first().click();
  assert.deepEqual(await seenIn({ page }), []);
  assert.deepEqual(requests, []);
  await close();
});
