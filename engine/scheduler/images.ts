import { withTag } from "../core/imageName.ts";
import type { Node } from "../../schemas/generated/types.ts";

/** The images that nodes have. */
export class Images {
  private readonly states = new Map<string, { readonly size: number; readonly nodes: Set<string> }>();
  private readonly byNode = new Map<string, readonly string[]>();

  set(node: Node): void {
    const name = node.metadata?.name ?? "";
    this.remove(name);
    const images = node.status?.images ?? [];
    this.byNode.set(
      name,
      images.flatMap(({ names = [] }) => names),
    );
    for (const { names = [], sizeBytes = 0 } of images) {
      for (const image of names) {
        const state = this.states.get(image) ?? { size: sizeBytes, nodes: new Set() };
        state.nodes.add(name);
        this.states.set(image, state);
      }
    }
  }

  remove(node: string): void {
    for (const image of this.byNode.get(node) ?? []) {
      const nodes = this.states.get(image)?.nodes;
      nodes?.delete(node);
      if (nodes?.size === 0) this.states.delete(image);
    }
    this.byNode.delete(node);
  }

  /** The bytes that a node need not pull, multiplied by the share of `total` nodes with the image, so that one node does not attract all pods. */
  worth(image: string, node: string, total: number): number {
    const state = this.states.get(withTag(image));
    return state?.nodes.has(node) ? Math.trunc(state.size * (state.nodes.size / total)) : 0;
  }

  /** Whether any node has it. */
  has(image: string): boolean {
    return this.states.has(withTag(image));
  }
}
