import type { Cause } from "../../api/cause.ts";
import { questions } from "../../schemas/files/questions.ts";
import * as checks from "../../schemas/generated/checks/questions.js";
import type { Check } from "../../schemas/files/check.ts";
import { causesOf } from "./causes.ts";

const checkOf: Readonly<Record<keyof typeof questions, Check>> = {
  validate: checks.validate,
  rollout: checks.rollout,
  place: checks.place,
  containers: checks.containers,
  console: checks.console,
  findings: checks.findings,
};

/** Why a line is not a valid question of its kind; none if it is valid, or if its kind has no schema. */
export function causesOfQuestion(kind: string, question: unknown): readonly Cause[] {
  return isKnown(kind) ? causesOf(checkOf[kind], questions[kind], question) : [];
}

function isKnown(kind: string): kind is keyof typeof questions {
  return Object.hasOwn(questions, kind);
}
