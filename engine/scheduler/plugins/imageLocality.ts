import type { Pod } from "../../../schemas/generated/types.ts";
import type { Plugin } from "../framework.ts";
import { maxScore } from "../normalise.ts";

const mega = 1024 * 1024;
const least = 23 * mega;
const mostPerContainer = 1000 * mega;

/** Prefers nodes that have the pod's images. */
export const imageLocality: Plugin = {
  name: "ImageLocality",
  weight: 1,
  score: ({ pod }, { images, nodes }) => {
    const wanted = imagesOf(pod).filter((image) => images.has(image));
    if (wanted.length === 0) return undefined;
    const most = mostPerContainer * ((pod.spec?.containers?.length ?? 0) + (pod.spec?.initContainers?.length ?? 0));
    return {
      rate: ({ name }) => {
        const saved = wanted.reduce((sum, image) => sum + images.worth(image, name, nodes.length), 0);
        return Math.trunc((maxScore * (Math.min(Math.max(saved, least), most) - least)) / (most - least));
      },
    };
  },
};

function imagesOf({ spec }: Pod): string[] {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  return [...containers.map(({ image }) => image), ...(spec?.volumes ?? []).map(({ image }) => image?.reference)].filter(
    (image) => image !== undefined,
  );
}
