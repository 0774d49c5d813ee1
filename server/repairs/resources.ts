import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import { flow } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import { say } from "../words/say.ts";
import { addKey, setValue } from "./edits.ts";
import { type Candidate, candidate, plain, type Repairer, type Trouble, valueIn } from "./repair.ts";

const usual = { cpu: "100m", memory: "128Mi" };

/** Missing requests and limits, and requests above limits. */
export const resources: Repairer = function* (trouble) {
  const { finding, path } = trouble;
  const container = path.slice(0, -1);
  if (finding.code === "no-requests") yield* added(trouble, container, "requests", usual);
  else if (finding.code === "no-memory-limit") {
    const asked = valueIn(trouble, [...container, "resources", "requests", "memory"]);
    yield* added(trouble, container, "limits", { memory: typeof asked === "string" ? asked : usual.memory });
  } else if (finding.code === "request-over-limit") yield* evened(trouble);
  else if (finding.code === "byte-fraction") yield* inMebibytes(trouble);
};

/** Adds amounts to the requests or limits of a container, which may be missing. */
function added(trouble: Trouble, container: Steps, list: "requests" | "limits", amounts: Readonly<Record<string, string>>): Candidate[] {
  const { manifest } = trouble.document;
  const at = [...container, "resources"];
  const held = valueIn(trouble, at);
  const inner = isObject(held) ? held[list] : undefined;
  const title = say("add", { key: `${list}: ${flow(amounts)}` });
  if (isObject(inner) && Object.keys(inner).length > 0)
    return candidate(
      title,
      Object.entries(amounts).flatMap(([name, amount]) => addKey(manifest, [...at, list], name, amount)),
    );
  if (isObject(held) && Object.keys(held).length > 0) return candidate(title, addKey(manifest, at, list, amounts));
  return candidate(
    title,
    manifest.keyAt(at) ? setValue(manifest, at, { [list]: amounts }) : addKey(manifest, container, "resources", { [list]: amounts }),
  );
}

/** `512m` of memory: `Mi` is meant. */
function* inMebibytes(trouble: Trouble): Iterable<Candidate> {
  const [digits] = /^\d+/.exec(plain(valueIn(trouble, trouble.path))) ?? [];
  if (digits === undefined) return;
  for (const unit of ["Mi", "Gi"])
    yield* candidate(say("change-to", { value: digits + unit }), setValue(trouble.document.manifest, trouble.path, digits + unit));
}

/** Raises the limit to the request, or lowers the request to the limit. */
function* evened(trouble: Trouble): Iterable<Candidate> {
  const {
    path,
    document: { manifest },
  } = trouble;
  const at = path.findLastIndex((step) => step === "requests" || step === "limits");
  const [request, limit] = ["requests", "limits"].map((list): Steps => [...path.slice(0, at), list, ...path.slice(at + 1)]);
  const [asked, most] = [valueIn(trouble, request!), valueIn(trouble, limit!)];
  if (at < 0 || asked === undefined || most === undefined) return;
  yield* candidate(say("raise-limit", { amount: plain(asked) }), setValue(manifest, limit!, asked as Written));
  yield* candidate(say("lower-request", { amount: plain(most) }), setValue(manifest, request!, most as Written));
}
