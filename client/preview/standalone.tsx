import { browserHost } from "./host/browserHost.ts";
import { problemOf } from "./state/problemOf.ts";
import { startPage } from "./startPage.tsx";

/** The page alone in a browser: it plays a saved trace that is in its document or is dropped on it. */
if (document.body.className === "") document.body.className = matchMedia("(prefers-color-scheme: light)").matches ? "vscode-light" : "vscode-dark";
const panel = startPage(browserHost());

/** The largest text of a trace that is read, in bytes. In memory it takes several times as much. */
const largestTrace = 200_000_000;

/** Shows a message if a trace is too large. */
function isTooLarge(name: string, bytes: number): boolean {
  if (bytes <= largestTrace) return false;
  panel.problem.value = panel.words.problem.largeTrace(name, Math.round(bytes / 1e6), largestTrace / 1e6);
  return true;
}

async function show(text: string, name: string): Promise<void> {
  panel.rehearser.onLost = (isAgain) => {
    panel.problem.value = panel.words.problem.lost;
    if (!isAgain) void show(text, name);
  };
  const outcome = await panel.rehearser.run({ is: "replay", trace: text, language: panel.words.language });
  if (outcome.is === "story") panel.show(outcome, name);
  else if (outcome.is === "failed" || outcome.is === "unreadable") panel.problem.value = problemOf(outcome, panel.words);
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file && !isTooLarge(file.name, file.size)) void file.text().then((text) => show(text, file.name));
});

const embedded = document.getElementById("trace")?.textContent;
if (embedded && !isTooLarge(document.title, embedded.length)) void show(embedded, document.title);
