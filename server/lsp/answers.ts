import { natureOf } from "../features/nature.ts";
import { fieldAt, locateField } from "../features/locate.ts";
import { rehearse, rehearseParts } from "../change/objects.ts";
import { readModel } from "../workspace/model.ts";
import { ownCluster } from "./ownCluster.ts";
import { proposalFor } from "../repairs/proposal.ts";
import { readScenarioFile } from "../scenario/readFile.ts";
import { writeScenarioFile } from "../scenario/writeFile.ts";
import { Lines } from "../text/lines.ts";
import { type Version, versions } from "../../api/version.ts";
import type { Changes } from "./changes.ts";
import type {
  ChangeParams,
  ChangeResult,
  CheckVersionsParams,
  ConfigurationParams,
  ConfigurationResult,
  CheckVersionsResult,
  FieldAtParams,
  FieldAtResult,
  LocateParams,
  LocateResult,
  ProposeParams,
  ProposeResult,
  ReadScenarioParams,
  ReadScenarioResult,
  RehearseParams,
  RehearseResult,
  OwnClusterResult,
  ReadObjectsParams,
  ReadObjectsResult,
  RenderedParams,
  RenderedResult,
  VersionParams,
  VersionResult,
  WriteScenarioParams,
  WriteScenarioResult,
} from "./protocol.ts";
import type { Session } from "./session.ts";
import { toRange } from "./toLsp.ts";

/** Answers the panel's and the client's requests beyond LSP: `protocol.ts` describes each. */
export function answerProtocol(
  session: Session,
  changes: Changes,
  onCommitted: (uri: string) => void,
  checkVersions: (asked: readonly Version[]) => Promise<CheckVersionsResult>,
): void {
  const { connection, workspace, host, inWords } = session;
  connection.onRequest("rehearsal/version", ({ uri }: VersionParams): VersionResult => {
    const { version, versionFrom } = workspace.versionOf(uri);
    const snapshot = workspace.snapshot(uri);
    return { version, from: versionFrom, versions, nature: snapshot ? natureOf(snapshot) : "empty" };
  });
  connection.onRequest("rehearsal/configuration", ({ uri }: ConfigurationParams): ConfigurationResult => {
    const own = workspace.configurationOf(uri);
    return { cluster: own?.cluster ?? null, scenario: own?.scenarioOf(uri) ?? null };
  });
  connection.onRequest("rehearsal/checkVersions", ({ versions: asked }: CheckVersionsParams) =>
    checkVersions(versions.filter((version) => asked.includes(version))),
  );
  connection.onRequest("rehearsal/rehearse", async ({ uri, before }: RehearseParams): Promise<RehearseResult> => {
    if (!workspace.file(uri)) workspace.put(uri, (await host.read(uri)) ?? "");
    const { refused, ...result } = rehearse(workspace.file(uri)!, before);
    return { ...result, refused: refused.map((refusal) => ({ ...refusal, message: inWords(refusal.message) })) };
  });
  connection.onRequest<ChangeResult, never>("rehearsal/change", (params: ChangeParams, cancelled) => changes.rehearse(params, cancelled));
  connection.onRequest<OwnClusterResult, never>("rehearsal/ownCluster", async () => {
    const found = await ownCluster(session);
    return "problem" in found ? { problem: inWords(found.problem) } : found;
  });
  connection.onRequest("rehearsal/readObjects", ({ text }: ReadObjectsParams): ReadObjectsResult => {
    const file = readModel("", undefined, text, new Set());
    return { objects: rehearseParts([], [{ file }]).after.map(({ object }) => object) };
  });
  connection.onRequest("rehearsal/rendered", ({ choice }: RenderedParams): RenderedResult => ({ text: changes.textOf(choice) ?? null }));
  connection.onRequest("rehearsal/locate", ({ uri, choice, ...place }: LocateParams): LocateResult => {
    const found = choice && changes.locate({ uri, choice, ...place });
    if (found) return { uri: found.file.uri, range: toRange(found.file.lines, found.span) };
    const file = workspace.file(uri);
    const span = file && locateField(file, place);
    return span ? { uri, range: toRange(file.lines, span) } : null;
  });
  connection.onRequest("rehearsal/propose", ({ uri, changes: asked, ...object }: ProposeParams): ProposeResult => {
    const file = workspace.file(uri);
    const proposal = file && proposalFor(file, object, asked);
    if (!proposal) return null;
    const edits = proposal.edits.map((edit) => ({ range: toRange(file.lines, edit), newText: edit.text }));
    return { ...proposal, edits };
  });
  connection.onRequest("rehearsal/fieldAt", ({ uri, position }: FieldAtParams): FieldAtResult => {
    const file = workspace.file(uri);
    return (file && fieldAt(file, file.lines.offsetAt(position))) ?? null;
  });
  answerScenarios(session);
  connection.onNotification("rehearsal/committed", ({ uri, text }: { readonly uri: string; readonly text: string | null }) => {
    workspace.setCommitted(uri, text);
    onCommitted(uri);
  });
}

/** Reads and writes scenario files. */
function answerScenarios({ connection, inWords }: Session): void {
  connection.onRequest<ReadScenarioResult, never>("rehearsal/readScenario", ({ text }: ReadScenarioParams) => {
    const read = readScenarioFile(text);
    if ("value" in read) return { scenario: read.value };
    const { from, field, message } = read.problems[0]!;
    return { problem: { line: new Lines(text).lineAt(from), field, message: inWords(message) } };
  });
  connection.onRequest("rehearsal/writeScenario", ({ scenario, before }: WriteScenarioParams): WriteScenarioResult => ({
    text: writeScenarioFile(scenario, before),
  }));
}
