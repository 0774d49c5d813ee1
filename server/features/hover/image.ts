import { pullPolicy } from "../../../api/defaults/pod.ts";
import { readImage } from "../../../api/imageReference.ts";
import type { Steps } from "../../../api/path.ts";
import { valueAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import { type ServerPart, say } from "../../words/say.ts";
import { strung } from "../../../api/words/sentence.ts";

/** An image's registry, name, and tag or digest, and when the kubelet pulls it. */
export function describeImage(document: Document, steps: Steps): ServerPart[] {
  const image = valueAt(document.manifest.value, steps);
  if (typeof image !== "string" || image === "" || /\s/.test(image)) return [];
  const { registry, repository, tag, digest } = readImage(image);
  const which =
    digest !== undefined
      ? say("image-digest", { digest: `\`${shortened(digest)}\`` })
      : tag === undefined
        ? say("image-no-tag")
        : say("image-tag", { tag: `\`${tag}\`` });
  const policy = valueAt(document.manifest.value, [...steps.slice(0, -1), "imagePullPolicy"]);
  const pulled = typeof policy === "string" ? policy : pullPolicy(image);
  const when = pulled === "Always" ? say("pull-always") : pulled === "Never" ? say("pull-never") : say("pull-missing");
  return [strung([say("image-parts", { name: `\`${repository}\``, registry: `\`${registry}\``, which }), say("image-pulled", { when })])];
}

/** Enough of a digest to tell it from others. */
function shortened(digest: string): string {
  return digest.length > 20 ? `${digest.slice(0, 19)}…` : digest;
}
