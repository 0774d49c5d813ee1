import { startingCluster } from "../state/cluster.ts";
import type { Panel } from "../state/panel.ts";
import { restMillis } from "../parts/useRested.ts";
import { traceDom } from "./traceDom.ts";

/** Hands the picture as it is on the screen to the host, to be saved: all of it of one moment, at which time stops. */
export async function exportPicture(panel: Panel, as: "svg" | "png"): Promise<void> {
  panel.playing.value = false;
  await new Promise((rested) => setTimeout(rested, 2 * restMillis));
  const element = document.querySelector<HTMLElement>(".panel");
  if (!element) return;
  const svg = traceDom(element);
  const content = as === "svg" ? svg : await pngOf(svg, element.clientWidth, element.scrollHeight);
  panel.host.send({ is: "save", file: { as, name: `${baseName(panel)}.${as}`, content } });
}

/** The whole trace as JSON, for a bug report or to look at later. */
export async function exportTrace(panel: Panel): Promise<void> {
  const content = await panel.rehearser.about({ is: "trace" });
  if (content !== undefined) panel.host.send({ is: "save", file: { as: "trace", name: `${baseName(panel)}.trace.json`, content } });
}

/** The what-ifs, and the nodes if they are others than at the start, to lie beside the manifest. */
export function exportScenario(panel: Panel): void {
  const [cluster, steps] = [panel.cluster.value, panel.script.value];
  const pools = cluster.is === "shape" && cluster !== startingCluster ? { pools: cluster.pools } : {};
  panel.host.send({ is: "save", file: { as: "scenario", name: `${baseName(panel)}.rehearsal.yaml`, scenario: { ...pools, steps } } });
}

function baseName({ run }: Panel): string {
  return (run.value?.file ?? "rehearsal").replace(/\.(ya?ml|json)$/, "");
}

/** Draws an SVG at twice its size; in base64. */
async function pngOf(svg: string, width: number, height: number): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * 2, height * 2];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  } finally {
    URL.revokeObjectURL(url);
  }
}
