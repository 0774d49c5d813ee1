import { browserHost } from "./host/browserHost.ts";
import { problemOf } from "./state/problemOf.ts";
import { startPage } from "./startPage.tsx";

/** The page alone in a browser: it plays a saved trace that is in its document or is dropped on it. */
if (document.body.className === "") document.body.className = matchMedia("(prefers-color-scheme: light)").matches ? "vscode-light" : "vscode-dark";
const panel = startPage(browserHost());

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
  if (file) void file.text().then((text) => show(text, file.name));
});

const embedded = document.getElementById("trace")?.textContent;
if (embedded) void show(embedded, document.title);
