import type { Plain } from "../core/plain.ts";
import { misuse, problem } from "../core/problem.ts";
import { categoriesOf, groupResource, preferred, resources, type Resource, verbsOf } from "../core/resources.ts";
import { noHeadersFlag } from "../line/globals.ts";
import { jsonText } from "../output/json.ts";
import { yamlText } from "../output/yaml.ts";
import { byText } from "../../api/byText.ts";
import { aligned, tableTabs } from "../text/tabs.ts";
import type { Verb } from "./verb.ts";

/** `kubectl api-resources` */
export const apiResources: Verb = {
  name: "api-resources",
  expects: "nothing",
  flags: [
    noHeadersFlag,
    { name: "api-group", takes: "text" },
    { name: "namespaced", takes: "switch" },
    { name: "verbs", takes: "list" },
    { name: "categories", takes: "list" },
    { name: "cached", takes: "switch" },
    { name: "output", short: "o", takes: "text", values: ["wide", "name", "json", "yaml"] },
    { name: "sort-by", takes: "text", values: ["name", "kind"] },
  ],
  run({ flags, args, out }) {
    if (args.length > 0) throw misuse("api-resources", `unexpected arguments: [${args.join(" ")}]`);
    const [output, order] = [flags.text("output") ?? "", flags.text("sort-by") ?? ""];
    if (!["", "wide", "name", "json", "yaml"].includes(output)) throw problem(`--output ${output} is not available`);
    if (!["", "name", "kind"].includes(order)) throw problem("--sort-by accepts only name or kind");
    const verbs = flags.texts("verbs");
    const categories = flags.texts("categories");
    const chosen = preferred.filter(
      (resource) =>
        (!flags.has("namespaced") || resource.namespaced === flags.on("namespaced")) &&
        (!flags.has("api-group") || resource.group === flags.text("api-group")) &&
        verbs.every((verb) => verbsOf(resource).includes(verb)) &&
        categories.every((category) => categoriesOf(resource).includes(category)),
    );
    if (order !== "") chosen.sort((a, b) => (order === "kind" ? byText(a.kind, b.kind) : byText(a.plural, b.plural)));
    if (output === "yaml" || output === "json") out((output === "yaml" ? yamlText : jsonText)(listOf(chosen)));
    else if (output === "name") out(chosen.map((resource) => `${groupResource(resource)}\n`).join(""));
    else out(table(chosen, output === "wide", !flags.on("no-headers")));
  },
};

function listOf(all: readonly Resource[]): Plain {
  const resources = all.map((resource) => {
    const { group, kind, plural, namespaced, shortNames, singular, version } = resource;
    return {
      ...(group !== "" && { group }),
      kind,
      name: plural,
      namespaced,
      ...(shortNames.length > 0 && { shortNames }),
      singularName: singular,
      verbs: verbsOf(resource),
      version,
      ...(categoriesOf(resource).length > 0 && { categories: categoriesOf(resource) }),
    };
  });
  return { apiVersion: "v1", groupVersion: "", kind: "APIResourceList", resources };
}

function table(all: readonly Resource[], isWide: boolean, headers: boolean): string {
  const title = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND", ...(isWide ? ["VERBS", "CATEGORIES"] : [])];
  const rows = all.map((resource) => {
    const { plural, shortNames, apiVersion, namespaced, kind } = resource;
    const cells = [plural, shortNames.join(","), apiVersion, String(namespaced), kind];
    return isWide ? [...cells, verbsOf(resource).join(","), categoriesOf(resource).join(",")] : cells;
  });
  const lines = [...(headers ? [title] : []), ...rows].map((cells) => cells.join("\t"));
  return lines.length === 0 ? "" : aligned(`${lines.join("\n")}\n`, tableTabs);
}

/** `kubectl api-versions` */
export const apiVersions: Verb = {
  name: "api-versions",
  expects: "nothing",
  flags: [],
  run({ out, args }) {
    if (args.length > 0) throw misuse("api-versions", `unexpected arguments: [${args.join(" ")}]`);
    const versions = [...new Set(resources.map(({ apiVersion }) => apiVersion))].sort(byText);
    out(versions.map((version) => `${version}\n`).join(""));
  },
};
