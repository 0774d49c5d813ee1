import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");
const sources = globSync(
  ["schemas", "api", "engine", "kubectl", "server", "cli", "client"].map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: root },
);

/** Which rooms each room may look into, itself included. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  schemas: ["schemas"],
  api: ["api", "schemas"],
  engine: ["engine", "api", "schemas"],
  kubectl: ["kubectl", "engine", "api", "schemas"],
  server: ["server", "kubectl", "engine", "api", "schemas"],
  cli: ["cli", "client/preview", "server", "kubectl", "engine", "api", "schemas"],
  "client/preview": ["client/preview", "kubectl", "engine", "api", "schemas"],
  client: ["client"],
};

/** Packages, and where they may be used. Node's built-ins count as one. */
const packages: Readonly<Record<string, RegExp>> = {
  vscode: /^client\/(?!preview\/)/,
  "vscode-languageclient": /^client\/(?!preview\/)/,
  "vscode-languageserver": /^server\/lsp\//,
  "vscode-languageserver-textdocument": /^server\/lsp\/openDocuments\.ts$/,
  preact: /^client\/preview\//,
  "@preact/signals": /^client\/preview\//,
  "d3-scale": /^client\/preview\//,
  "d3-shape": /^client\/preview\//,
  "@vscode/codicons": /^client\/preview\//,
  "node:": /^(cli\/.*|server\/(lsp\/node|ask|machine\/\w+)\.ts|schemas\/(addVersion|generate|recordWire)\.ts)$/,
  unbash: /^engine\/processes\//,
  "@marcbachmann/cel-js": /^api\/custom\/rules\//,
  ajv: /^schemas\/compile\.ts$/,
  yaml: /^(kubectl|server\/(formatting|ownFile|scenario)|cli)\//,
  picomatch: /^server\/configuration\//,
  commander: /^cli\//,
  picocolors: /^cli\//,
  tinyglobby: /^cli\//,
  "cli-progress": /^cli\//,
  sarif: /^cli\//,
  esbuild: /^never$/,
};

test("imports point only where the architecture lets them", () => {
  assert.deepEqual(sources.flatMap(forbiddenImports), []);
});

test("no circle of files, imports of types included", () => {
  assert.deepEqual(circles(new Map(sources.map((file) => [file, localImports(file)]))), []);
});

test("no circle of folders", () => {
  const folders = new Map<string, string[]>();
  for (const file of sources) {
    const here = dirname(file);
    const others = localImports(file)
      .map(dirname)
      .filter((folder) => room(folder) !== room(here));
    folders.set(room(here), [...(folders.get(room(here)) ?? []), ...others.map(room)]);
  }
  assert.deepEqual(circles(folders), []);
});

test("api/, engine/ and kubectl/ ask no clock and no chance", () => {
  const found = sources.filter(
    (file) => /^(api|engine|kubectl)\//.test(file) && /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bperformance\.|toLocale/.test(codeOf(file)),
  );
  assert.deepEqual(found, []);
});

test("nothing is compared as the machine's own language would", () => {
  assert.deepEqual(
    sources.filter((file) => codeOf(file).includes("localeCompare")),
    [],
  );
});

test("sentences for people stand in the catalogues, in every language", () => {
  const found = sources
    .filter((file) => /^(api|server)\//.test(file) && !/\/words\/|^server\/ask/.test(file))
    .flatMap((file) => [...codeOf(file).matchAll(/(["`])[A-Z][^"`\n]* [^"`\n]*[.?]\1/g)].map(([literal]) => `${file}: ${literal}`));
  assert.deepEqual(found, []);
});

test("nothing is evaluated, and nothing is left to do", () => {
  const found = sources.filter((file) =>
    /\beval\(|new Function\(|\bTODO\b|\bFIXME\b|innerHTML|: any(?=[;,)=[\]|&]|$)|<any>|as any\b/m.test(codeOf(file)),
  );
  assert.deepEqual(found, []);
});

test("what is bundled for Node 20 uses nothing that came later", () => {
  const later =
    /\b(?:Map|Object)\.groupBy\(|Promise\.(?:withResolvers|try)\b|Array\.fromAsync\(|Iterator\.from\(|\.(?:values|keys|entries)\(\)\.(?:map|filter|toArray|some|every|find|flatMap|reduce|take|drop)\(/;
  const found = sources.filter((file) => !file.startsWith("client/") && later.test(codeOf(file)));
  assert.deepEqual(found, []);
});

function forbiddenImports(file: string): string[] {
  const room = roomOf(file);
  return imports(file)
    .filter(({ from, typeOnly }) => {
      if (!from.startsWith(".")) return !packageAllowed(from, file);
      const target = relative(root, join(root, dirname(file), from));
      if (mayImport[room]!.includes(roomOf(target))) return false;
      // The page reads what is typed as the server does.
      if (file === "client/preview/typedObjects.ts" && /^server\/(change|workspace)\//.test(target)) return false;
      // Types cross the two borders that messages cross.
      return !(
        typeOnly &&
        (target === "server/lsp/protocol.ts" ||
          (room === "client" && /^(client\/preview\/host\/messages|engine\/(core|rehearsal)\/\w+)\.ts$/.test(target)))
      );
    })
    .map(({ from }) => `${file} imports ${from}`);
}

/** The folder that a file counts to among its neighbours: one below `engine/`, `api/`, `server/`, and two below `client/preview/`. */
function room(folder: string): string {
  return folder
    .split("/")
    .slice(0, folder.startsWith("client/preview") ? 3 : 2)
    .join("/");
}

function localImports(file: string): string[] {
  return imports(file)
    .filter(({ from }) => from.startsWith("."))
    .map(({ from }) => join(dirname(file), from));
}

/** Every set of two or more places that lead to each other (Tarjan's strongly connected components). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const [order, low, path, found] = [new Map<string, number>(), new Map<string, number>(), [] as string[], [] as string[][]];
  const visit = (place: string): void => {
    order.set(place, order.size);
    low.set(place, order.get(place)!);
    path.push(place);
    for (const next of graph.get(place) ?? []) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) low.set(place, Math.min(low.get(place)!, low.get(next)!));
    }
    if (low.get(place) !== order.get(place)) return;
    const circle = path.splice(path.indexOf(place));
    if (circle.length > 1) found.push(circle);
  };
  for (const place of graph.keys()) if (!order.has(place)) visit(place);
  return found;
}

function packageAllowed(name: string, file: string): boolean {
  if (name.startsWith("worker:")) return file.startsWith("client/preview/");
  const key = Object.keys(packages).find((known) => name === known || name.startsWith(known.endsWith(":") ? known : `${known}/`));
  return key !== undefined && packages[key]!.test(file);
}

function roomOf(file: string): string {
  return file.startsWith("client/preview/") ? "client/preview" : file.split("/")[0]!;
}

function imports(file: string): { readonly from: string; readonly typeOnly: boolean }[] {
  const found = codeOf(file).matchAll(/^(?:import|export)\s+(type\s)?[^;="]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gm);
  return [...found].map(([, typeOnly, from, bare, dynamic]) => ({ from: from ?? bare ?? dynamic!, typeOnly: typeOnly !== undefined }));
}

function codeOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}
