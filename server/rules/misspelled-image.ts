import { readImage } from "../../api/imageReference.ts";
import { images } from "../../engine/processes/images.ts";
import { say } from "../words/say.ts";
import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

const isLongWord = (text: string): boolean => /^[a-z]{5,}$/i.test(text);

/** Official images of Docker Hub, and words in tags. Short names are left out, since they are too similar. */
const knownNames = images.flatMap(({ names }) => names).filter(isLongWord);
const knownTags = ["latest", "alpine", "bookworm", "bullseye"];

/** A well-known image or a usual tag with a typing mistake, so that such an image hardly exists. */
export const misspelledImage: Rule = {
  code: "misspelled-image",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      const { image } = container;
      const instead = typeof image === "string" ? meant(image) : undefined;
      if (instead !== undefined) yield { path: [...path, "image"], message: say("image-misspelled", { image: String(image), instead }), instead };
    }
  },
};

/** The intended reference, if it is nearly certain. */
function meant(image: string): string | undefined {
  const { registry, repository, name, tag, digest } = readImage(image);
  const last = name.slice(name.lastIndexOf("/") + 1);
  const isOfficial = registry === "docker.io" && repository === `library/${last}`;
  const rightLast = isOfficial ? respelled(last, knownNames) : last;
  const rightTag = tag
    ?.split("-")
    .map((word) => respelled(word, knownTags))
    .join("-");
  if (rightLast === last && rightTag === tag) return undefined;
  const owner = name.slice(0, name.length - last.length);
  return `${owner}${rightLast}${rightTag === undefined ? "" : `:${rightTag}`}${digest === undefined ? "" : `@${digest}`}`;
}

/** A word without its typing mistake, if it has one. */
function respelled(word: string, known: readonly string[]): string {
  if (!isLongWord(word) || known.includes(word)) return word;
  return known.find((one) => isSlip(word.toLowerCase(), one)) ?? word;
}

/** Whether a word is another one in capitals, with two letters swapped, or with a letter too many or too few. A different letter may make another word, and so may a plural. */
function isSlip(written: string, right: string): boolean {
  if (written === `${right}s` && !right.endsWith("s")) return false;
  const [long, short] = written.length > right.length ? [written, right] : [right, written];
  let at = 0;
  while (at < short.length && long[at] === short[at]) at++;
  if (long.length === short.length) return long.slice(at) === swapped(short.slice(at));
  return long.slice(at + 1) === short.slice(at);
}

function swapped(text: string): string {
  return text.slice(1, 2) + text.slice(0, 1) + text.slice(2);
}
