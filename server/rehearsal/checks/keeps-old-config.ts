import { hashOf } from "../../../engine/core/names.ts";
import { keyOf } from "../../../engine/core/objects.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { refOfManifest } from "../../../engine/rehearsal/change.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A changed ConfigMap or Secret restarts no pods: environment variables keep the old values. */
export const keepsOldConfig: Check = {
  code: "keeps-old-config",
  *find(rehearsed) {
    for (const { code, about, spot } of rehearsed.verdict.findings) {
      if (code !== "keeps-old-config" || !spot) continue;
      const config = spot.object;
      const path = [...(templatePath(about.kind) ?? []), "metadata", "annotations", "checksum/config"];
      const line = editOf(config, rehearsed) ?? { object: config, path: ["data"] };
      const checksum = hashOf(JSON.stringify(rehearsed.manifestOf(config) ?? "")).toString(16);
      yield {
        state: "hurts",
        about,
        spot: line,
        message: say("keeps-old-config", { config: nameOf(config), workload: nameOf(about) }),
        related: rehearsed.change.after.map(refOfManifest).some((ref) => keyOf(ref) === keyOf(about))
          ? [{ object: about, path: templatePath(about.kind) ?? [], message: say("its-pods") }]
          : [],
        fixes: [{ label: say("fix-checksum"), changes: [{ object: about, path, to: checksum }] }],
      };
    }
  },
};

function editOf(config: Spot["object"], { scene }: Rehearsed): Spot | undefined {
  const own = scene.change.applied.find(({ ref }) => keyOf(ref) === keyOf(config));
  const edit = own?.is === "configured" ? own.edits.find(({ field }) => /^(data|stringData|binaryData)/.test(field)) : undefined;
  return edit && { object: config, path: stepsOfField(edit.field) };
}
