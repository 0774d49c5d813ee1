import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = join(tmpdir(), "rehearsal-renderers", "bin");
const modules = { kustomize: "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1", helm: "helm.sh/helm/v3/cmd/helm@v3.18.6" };
/** How long a build may take, in milliseconds: compiling Helm takes two minutes of a processor. */
const patience = 150_000;

/** The path of a renderer, built from its Go module when it is not there yet; or a word why there is none. */
export function renderer(tool: keyof typeof modules): { readonly path: string } | { readonly skip: string } {
  const path = join(bin, tool);
  if (existsSync(path)) return { path };
  if (spawnSync("go", ["version"]).status !== 0) return { skip: `${tool} is built from its Go module, and there is no Go` };
  mkdirSync(bin, { recursive: true });
  const env = { ...process.env, GOBIN: bin, GOFLAGS: "-buildvcs=false" };
  const built = spawnSync("go", ["install", "-ldflags=-s -w", modules[tool]], { env, timeout: patience, encoding: "utf8" });
  return existsSync(path) ? { path } : { skip: `${tool} could not be built: ${built.error?.message ?? built.stderr.trim().split("\n").at(-1)}` };
}
