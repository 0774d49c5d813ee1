import type { Steps } from "../../api/path.ts";
import { nodeAt } from "../manifest/locate.ts";
import type { Mention, Named } from "../names/named.ts";
import type { Scalar, SyntaxDocument } from "../syntax/tree.ts";
import { resolved } from "../text/trail.ts";
import { nameOf } from "../text/uris.ts";
import { itemsAt } from "./paths.ts";

const generators = [
  ["configMapGenerator", "ConfigMap"],
  ["secretGenerator", "Secret"],
] as const;

/**
 * The names in a kustomization: the ConfigMaps and Secrets of its generators, with their keys, and the targets of its patches.
 * A generated object is known in the namespace of the kustomization, and in none, since manifests often leave it to the kustomization.
 */
export function kustomizationMentions({ root }: SyntaxDocument): readonly Mention[] {
  const scalar = (path: Steps): Scalar | undefined => {
    const node = resolved(nodeAt(root, path));
    return node?.is === "scalar" && node.value !== "" ? node : undefined;
  };
  const own = scalar(["namespace"])?.value;
  const made = generators.flatMap(([field, kind]) =>
    itemsAt(root, [field]).flatMap((i) => {
      const name = scalar([field, i, "name"]);
      const namespaces = new Set([scalar([field, i, "namespace"])?.value ?? own ?? "default", "default"]);
      return name ? [...namespaces].flatMap((namespace) => generated({ kind, namespace, name, path: [field, i] }, root, scalar)) : [];
    }),
  );
  const patched = ["patches", "patchesJson6902"].flatMap((field) =>
    itemsAt(root, [field]).flatMap((i): Mention[] => {
      const [kind, name] = [scalar([field, i, "target", "kind"]), scalar([field, i, "target", "name"])];
      if (!kind || !name || !/^[a-z\d.-]+$/.test(name.value)) return [];
      const namespace = scalar([field, i, "target", "namespace"])?.value ?? "default";
      return [mention({ is: "object", kind: kind.value, namespace, name: name.value }, "reference", name, [field, i, "target", "name"])];
    }),
  );
  return [...made, ...patched];
}

interface Generated {
  readonly kind: "ConfigMap" | "Secret";
  readonly namespace: string;
  readonly name: Scalar;
  readonly path: Steps;
}

function generated({ kind, namespace, name, path }: Generated, root: SyntaxDocument["root"], scalar: (path: Steps) => Scalar | undefined): Mention[] {
  const object = { kind, namespace, name: name.value };
  const keys = ["literals", "files"].flatMap((field) =>
    itemsAt(root, [...path, field]).flatMap((i): Mention[] => {
      const at = [...path, field, i];
      const entry = scalar(at);
      const key = entry && keyOf(entry.value);
      return entry && key ? [mention({ is: "key", ...object, key }, "definition", entry, at)] : [];
    }),
  );
  return [mention({ is: "object", ...object }, "definition", name, [...path, "name"]), ...keys];
}

/** The key of an entry: what is before the equals sign, or the name of the file. */
function keyOf(entry: string): string {
  const end = entry.indexOf("=");
  return end >= 0 ? entry.slice(0, end) : nameOf(entry);
}

function mention(named: Named, role: Mention["role"], { from, to }: Scalar, path: Steps): Mention {
  return { named, role, from, to, optional: false, path };
}
