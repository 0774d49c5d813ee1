import { colons } from "./colons.ts";
import { comments } from "./comments.ts";
import { committed } from "./committed.ts";
import { dashes } from "./dashes.ts";
import { deprecations } from "./deprecations.ts";
import { duplicates } from "./duplicates.ts";
import { images } from "./images.ts";
import { indentation } from "./indentation.ts";
import { labels } from "./labels.ts";
import { migration } from "./migration.ts";
import { moving } from "./moving.ts";
import { nesting } from "./nesting.ts";
import { quotes } from "./quotes.ts";
import type { Repairer } from "./repair.ts";
import { required } from "./required.ts";
import { resources } from "./resources.ts";
import { secretData } from "./secretData.ts";
import { signs } from "./signs.ts";
import { spelling } from "./spelling.ts";
import { tabs } from "./tabs.ts";
import { unneeded } from "./unneeded.ts";
import { volumes } from "./volumes.ts";
import { wrapping } from "./wrapping.ts";

/** Every repair: the one list to add a new one to. Of two that help as much, the one further up is offered first. */
export const repairers: readonly Repairer[] = [
  committed,
  migration,
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
  deprecations,
  indentation,
  required,
  unneeded,
];
