import { readImage } from "../../api/imageReference.ts";
import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** An image without a fixed tag can change at any time, and can't be rolled back. */
export const latestTag: Rule = {
  code: "latest-tag",
  severity: "hint",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      const { image } = container;
      if (typeof image !== "string" || image === "") continue;
      const { tag, digest } = readImage(image);
      if (digest === undefined && (tag === undefined || tag === "latest"))
        yield { path: [...path, "image"], message: say("image-may-change", { image }) };
    }
  },
};
