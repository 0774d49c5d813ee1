import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { pagePolicy } from "../../../client/pagePolicy.ts";
import type { ToHost, ToPage } from "../../../client/preview/host/messages.ts";
import { chromiumPath, headlessArguments } from "../../../scripts/machine/chromium.ts";
import { type PageParts, pageParts } from "../../../scripts/previewBundle.ts";
import { type Theme, themes } from "./themes.ts";

/** How a page is opened: theme, language, size, and what it kept before. */
export interface Sight {
  readonly theme?: Theme;
  readonly language?: "en" | "ko";
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
  /** Whether the system decides on all colours, as in its high contrast. */
  readonly forcedColors?: boolean;
  /** What the page kept before it was reloaded. */
  readonly saved?: unknown;
  /** Another document than that of VS Code. */
  readonly document?: string;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
  /** Shows this saved trace in the page that runs alone, without VS Code. */
  readonly trace?: string;
}

/** The page in a real browser, with us in the place of the extension host. */
export interface OpenPage {
  readonly page: Page;
  /** What it asked of a network, its own files aside. What its policy forbids does not get there. */
  readonly requests: readonly string[];
  /** What the page has told its host so far. */
  readonly told: readonly ToHost[];
  readonly post: (message: ToPage) => Promise<void>;
  readonly saved: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const bundles = new Map<string, Promise<PageParts>>();
let browser: Promise<Browser> | undefined;

function bundleOf(entry: string): Promise<PageParts> {
  const bundle = bundles.get(entry) ?? pageParts(entry);
  bundles.set(entry, bundle);
  return bundle;
}

/** The browser that is shared by all pages of a run. */
function theBrowser(): Promise<Browser> {
  return (browser ??= chromium.launch({ executablePath: chromiumPath(), args: headlessArguments }));
}

/** Closes the browser that all pages share. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Opens the page as VS Code would: with its theme, and under the content security policy of the webview. */
export async function openPage(sight: Sight = {}): Promise<OpenPage> {
  const {
    theme = "dark",
    language = "en",
    width = 1120,
    height = 860,
    scale = 1,
    reducedMotion = false,
    forcedColors = false,
    saved,
    before,
    document,
    trace,
  } = sight;
  const { script, styles } = await bundleOf(trace === undefined ? "client/preview/main.tsx" : "client/preview/standalone.tsx");
  const context = await (
    await theBrowser()
  ).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    forcedColors: forcedColors ? "active" : "none",
  });
  const page = await context.newPage();
  const told: ToHost[] = [];
  const requests: string[] = [];
  page.on("websocket", (socket) => void requests.push(socket.url()));
  await page.route("**/*", (route) => {
    requests.push(route.request().url());
    return route.abort();
  });
  page.on("console", (message) => message.type() === "error" && console.error(message.text()));
  page.on("pageerror", (error) => console.error(error.stack));
  await page.exposeFunction("tellHost", (message: ToHost) => void told.push(message));
  await page.route("https://page.test/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/main.css") return route.fulfill({ contentType: "text/css", body: styles });
    if (pathname === "/main.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname === "/documentation.js")
      return route.fulfill({ contentType: "text/javascript", body: (await bundleOf("client/preview/documentation.ts")).script });
    if (pathname === "/theme.css") return route.fulfill({ contentType: "text/css", body: themeStyles(theme) });
    if (!["/", "/favicon.ico", "/host.js"].includes(pathname)) requests.push(route.request().url());
    if (pathname === "/host.js") return route.fulfill({ contentType: "text/javascript", body: fakeHost(saved) });
    return route.fulfill({ contentType: "text/html", body: document ?? documentOf(theme, language, trace) });
  });
  if (before) await page.addInitScript(before);
  await page.goto("https://page.test/");
  return {
    page,
    told,
    requests,
    post: (message) => page.evaluate((sent) => window.postMessage(sent), message as never),
    saved: () => page.evaluate(() => (window as unknown as { kept: unknown }).kept),
    close: () => context.close(),
  };
}

function documentOf(theme: Theme, language: string, trace = ""): string {
  const policy = pagePolicy("n", "https://page.test").replace("font-src", "font-src data:"); // the font is in the styles here
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Preview</title><meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/main.css"></head>
<body class="${themes[theme].bodyClass}"><main id="rehearsal"></main><script id="trace" type="application/json">${trace}</script><script nonce="n" src="/host.js"></script><script nonce="n" src="/main.js"></script></body></html>`;
}

function themeStyles(theme: Theme): string {
  const colours = Object.entries(themes[theme].colours).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { ${colours.join(" ")} --vscode-font-family: "DejaVu Sans", NanumGothic, sans-serif; --vscode-editor-font-family: "DejaVu Sans Mono", monospace; }`;
}

function fakeHost(saved: unknown): string {
  return `window.kept = ${JSON.stringify(saved ?? null)}; window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.tellHost(message),
    getState: () => window.kept ?? undefined,
    setState: (state) => { window.kept = state; },
  });`;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  readonly axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
}

/** What axe-core finds, one line for each violation. */
export async function barriers({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as AxeWindow).axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 260)}`),
    );
  });
}
