import { say } from "../words/say.ts";
import { renameKey, setValue } from "./edits.ts";
import { candidate, type Repairer } from "./repair.ts";

/** A budget that allows no evictions: allows one. */
export const budgets: Repairer = function* ({ finding, path, document: { manifest } }) {
  if (finding.code !== "pdb-blocks-eviction") return;
  const title = say("set-to", { key: "maxUnavailable", value: 1 });
  const renamed = path.at(-1) === "minAvailable" ? renameKey(manifest, path, "maxUnavailable") : [];
  yield* candidate(title, [...renamed, ...setValue(manifest, path, 1)]);
};
