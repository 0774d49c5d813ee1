import { keyText } from "../manifest/mapKey.ts";
import { say } from "../words/say.ts";
import { mappingAt } from "./edits.ts";
import { candidate, type Repairer } from "./repair.ts";

/** Two objects without `---` between them, for example after pasting. */
export const separators: Repairer = function* ({ cause, document: { manifest, lines } }) {
  if (cause?.type !== "DuplicateField") return;
  const root = mappingAt(manifest, []);
  if (root?.style !== "block") return;
  const begins = root.pairs.findIndex(
    ({ key }, i) => isIdentity(keyText(key)) && root.pairs.slice(0, i).some((one) => keyText(one.key) === keyText(key)),
  );
  const second = root.pairs[begins];
  if (!second || !root.pairs.slice(begins).some(({ key }) => keyText(key) === "kind")) return;
  const at = lines.startOf(lines.lineAt(second.from));
  yield* candidate(say("split-documents", { key: keyText(second.key) ?? "" }), [{ from: at, to: at, text: "---\n" }], true);
};

function isIdentity(key: string | undefined): boolean {
  return key === "apiVersion" || key === "kind";
}
