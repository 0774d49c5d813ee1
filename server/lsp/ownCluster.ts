import { type OwnCluster, readOwnCluster } from "../cluster/ownCluster.ts";
import { problemOf } from "../render/render.ts";
import { type ServerSentence, say } from "../words/say.ts";
import type { Session } from "./session.ts";

/** Reads the user's cluster with their kubectl, if it may run. */
export async function ownCluster({ host: { local }, trusted, workspace }: Session): Promise<OwnCluster | { readonly problem: ServerSentence }> {
  if (!local) return { problem: say("kubectl-needs-machine") };
  if (!trusted()) return { problem: say("kubectl-needs-trust") };
  return readOwnCluster(async (args) => {
    const ran = await local.kubectl(workspace.settingsNow.tools.kubectl, args);
    return ran.is === "printed" ? ran : { problem: problemOf(ran, say("kubectl-missing")) };
  });
}
