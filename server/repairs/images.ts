import { say } from "../words/say.ts";
import { podTemplateOf } from "../workspace/podOf.ts";
import { setValue } from "./edits.ts";
import { candidate, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** Versions of images that manifests name most often. */
const known: Readonly<Record<string, string>> = {
  alpine: "3.22",
  busybox: "1.37",
  debian: "13",
  golang: "1.25",
  httpd: "2.4",
  mariadb: "11.8",
  memcached: "1.6",
  mongo: "8.0",
  mysql: "8.4",
  nginx: "1.29",
  node: "22",
  openjdk: "21",
  php: "8.4",
  postgres: "17",
  python: "3.13",
  rabbitmq: "4.1",
  redis: "8.2",
  traefik: "3.5",
  ubuntu: "24.04",
  wordpress: "6.8",
};

/** An image without a version: adds the version that other manifests of the workspace use, or a usual one. */
export const images: Repairer = function* (trouble) {
  const { finding, path, document } = trouble;
  const image = valueIn(trouble, path);
  if (finding.code !== "latest-tag" || typeof image !== "string") return;
  const name = image.replace(/:latest$/, "");
  const usual = known[name.replace(/^(?:docker\.io\/)?(?:library\/)?/, "")];
  for (const tag of new Set([...tagsOf(trouble, name), ...(usual === undefined ? [] : [usual])]))
    yield* candidate(say("change-to", { value: `${name}:${tag}` }), setValue(document.manifest, path, `${name}:${tag}`));
};

function tagsOf({ catalog }: Trouble, name: string): string[] {
  return catalog.all().flatMap(({ document }) => {
    const spec = podTemplateOf(document.manifest.value)?.spec;
    const containers = [spec?.containers, spec?.initContainers].flatMap((list) => (Array.isArray(list) ? list : []));
    return containers.flatMap((container) => {
      const image: unknown = container?.image;
      const tag = typeof image === "string" && image.startsWith(`${name}:`) ? image.slice(name.length + 1) : "latest";
      return tag === "latest" || tag.includes("/") ? [] : [tag];
    });
  });
}
