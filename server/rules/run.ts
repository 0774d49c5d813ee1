import { memoize } from "../../api/memoize.ts";
import type { Finding, Related } from "../finding/finding.ts";
import type { Document, PlacedDocument } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { rules } from "./index.ts";
import { isIgnored } from "./ignored.ts";
import type { Remark, Rule, Subject } from "./rule.ts";

const ofDocument = rules.filter(({ looksAt }) => looksAt === "document");
const ofWorkspace = rules.filter(({ looksAt }) => looksAt === "workspace");

/**
 * The rules' findings in one document of a snapshot's file. If a part of it cannot be parsed, there are none. If that is so in another
 * document of the file, rules that compare documents do not run.
 */
export function ruleFindings({ document }: PlacedDocument, { file: { uri, documents }, catalog, settings }: Snapshot): readonly Finding[] {
  if (document.recognition !== "manifest" || isDoubtful(document)) return [];
  const subject: Subject = { document, uri, value: document.manifest.value, catalog, settings };
  const own = document.kept(settings.rules, () => findingsOf(ofDocument, subject));
  return doubtfulAmong(documents).length > 0 ? own : [...own, ...findingsOf(ofWorkspace, subject)];
}

/** Those of some documents that cannot be parsed in part: as long as there is one, rules that compare documents do not run. */
export const doubtfulAmong = memoize((documents: readonly PlacedDocument[]) => documents.filter(({ document }) => isDoubtful(document)));

function isDoubtful({ manifest }: Document): boolean {
  return manifest.syntax.doubtful.length > 0;
}

function findingsOf(some: readonly Rule[], subject: Subject): Finding[] {
  const { document, settings } = subject;
  return some.flatMap((rule) => {
    if (settings.rules[rule.code] === "off" || (rule.kinds && !rule.kinds.includes(document.self.kind))) return [];
    const findings = [...rule.check(subject)].map((remark) => findingOf(rule, remark, subject));
    return findings.filter((finding) => !isIgnored(document, finding));
  });
}

function findingOf({ code, severity }: Rule, remark: Remark, { document }: Subject): Finding {
  const { message, path, instead, look } = remark;
  const related = remark.related?.map(({ uri, base, document: other, path, message: why }): Related => {
    const { from, to } = other.manifest.spanAt(path, true);
    return { uri, from: from + base, to: to + base, message: why };
  });
  return {
    ...document.manifest.spanAt(remark.path, remark.onKey),
    code,
    severity: remark.severity ?? severity,
    message,
    ...(related && { related }),
    about: { path, ...(instead !== undefined && { instead }) },
    ...(look && { look }),
  };
}
