import { startingCluster } from "../state/cluster.ts";
import type { Panel } from "../state/panel.ts";
import { picture } from "./picture.ts";
import { colours, type Theme } from "./theme.ts";

/** Hands the picture of this moment to the host, to be saved, in the colours of the screen. */
export async function exportPicture(panel: Panel, as: "svg" | "png"): Promise<void> {
  const story = panel.run.value?.story;
  if (!story) return;
  const { time, sight, workload, series, words } = panel;
  const width = Math.max(narrowest, document.querySelector(".panel")?.clientWidth ?? 0);
  const subject = { story, time: time.value, sight: sight.value, workload: workload.value, series: series.value, words, theme: themeOfPage() };
  const svg = picture(subject, width);
  const content = as === "svg" ? svg : await pngOf(svg);
  panel.host.send({ is: "save", file: { as, name: `${baseName(panel)}.${as}`, content } });
}

/** The least width, since the steps need room. */
const narrowest = 640;

/** The colours of the page (`--rehearsal-…` in its styles), as plain colours. */
function themeOfPage(): Theme {
  const probe = document.body.appendChild(document.createElement("i"));
  const colourOf = (name: string): string => {
    probe.style.color = `var(--rehearsal-${name})`;
    return plainColour(getComputedStyle(probe).color);
  };
  const named = colours.map((name) => [name, colourOf(name === "onPod" ? "on-pod" : name)]);
  probe.remove();
  return Object.fromEntries(named) as Theme;
}

/** Converts a colour, since browsers return mixed colours in a notation that other programs do not read. */
function plainColour(colour: string): string {
  const [, red, green, blue, alpha = "1"] = /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/.exec(colour) ?? [];
  if (red === undefined) return colour;
  const [r, g, b] = [red, green, blue].map((share) => Math.round(Number(share) * 255));
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** The whole trace as JSON, for a bug report or to look at later. */
export async function exportTrace(panel: Panel): Promise<void> {
  const content = await panel.rehearser.about({ is: "trace" });
  if (content !== undefined) panel.host.send({ is: "save", file: { as: "trace", name: `${baseName(panel)}.trace.json`, content } });
}

/** Saves the what-ifs, and changed nodes, as a file beside the manifest. */
export function exportScenario(panel: Panel): void {
  const [cluster, steps] = [panel.cluster.value, panel.script.value];
  const pools =
    cluster.is === "shape" && cluster !== startingCluster
      ? { pools: cluster.pools, ...(cluster.classes !== undefined && { classes: cluster.classes }) }
      : {};
  panel.host.send({ is: "save", file: { as: "scenario", name: `${baseName(panel)}.rehearsal.yaml`, scenario: { ...pools, steps } } });
}

function baseName({ run }: Panel): string {
  return (run.value?.file ?? "rehearsal").replace(/\.(ya?ml|json)$/, "");
}

/** Draws an SVG at twice its size; in base64. */
async function pngOf(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  } finally {
    URL.revokeObjectURL(url);
  }
}
