import { budgets } from "./budgets.ts";
import { colons } from "./colons.ts";
import { commands } from "./commands.ts";
import { comments } from "./comments.ts";
import { committed } from "./committed.ts";
import { dashes } from "./dashes.ts";
import { deprecations } from "./deprecations.ts";
import { duplicates } from "./duplicates.ts";
import { images } from "./images.ts";
import { indentation } from "./indentation.ts";
import { ingress } from "./ingress.ts";
import { json } from "./json.ts";
import { labels } from "./labels.ts";
import { migration } from "./migration.ts";
import { moving } from "./moving.ts";
import { nesting } from "./nesting.ts";
import { quotes } from "./quotes.ts";
import type { Repairer, Trouble } from "./repair.ts";
import { required } from "./required.ts";
import { resources } from "./resources.ts";
import { isJson } from "../text/writeJson.ts";
import { runtime } from "./runtime.ts";
import { secretData } from "./secretData.ts";
import { separators } from "./separators.ts";
import { signs } from "./signs.ts";
import { spelling } from "./spelling.ts";
import { tabs } from "./tabs.ts";
import { typography } from "./typography.ts";
import { unneeded } from "./unneeded.ts";
import { volumes } from "./volumes.ts";
import { wrapping } from "./wrapping.ts";

/** Every repairer; add a new one here. If two repairs are equally good, the earlier one is offered first. */
const repairers: readonly Repairer[] = [
  committed,
  migration,
  ingress,
  json,
  separators,
  typography,
  comments,
  tabs,
  colons,
  signs,
  duplicates,
  quotes,
  secretData,
  wrapping,
  spelling,
  labels,
  nesting,
  moving,
  volumes,
  dashes,
  resources,
  images,
  commands,
  runtime,
  budgets,
  deprecations,
  indentation,
  required,
  unneeded,
];

/** Repairers that work on YAML lines. They are not used in JSON or for findings that refuse nothing. */
const ofYaml: ReadonlySet<Repairer> = new Set([separators, typography, comments, tabs, colons, signs, dashes, indentation]);

/** The repairers for a finding of a document. */
export function repairersOf({ finding, document: { text } }: Trouble): readonly Repairer[] {
  return isJson(text) || finding.severity !== "error" ? repairers.filter((one) => !ofYaml.has(one)) : repairers;
}
