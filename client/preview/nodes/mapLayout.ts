/** Where each node's cell is on the map, in pixels. */
export interface MapLayout {
  readonly height: number;
  readonly cell: number;
  readonly columns: number;
  /** By the node's place in the list. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** The zones' names, and where each begins. */
  readonly zones: readonly { readonly name: string; readonly y: number }[];
}

const mostHeight = 420;
const header = 16;

/** Lays nodes out in rows, one zone below the other, in cells as large as the space allows. */
export function layOut(zones: readonly string[], width: number): MapLayout {
  const names = [...new Set(zones)].sort();
  const room = Math.max(1, mostHeight - names.length * header) * Math.max(1, width);
  const cell = Math.max(4, Math.min(28, Math.floor(Math.sqrt(room / Math.max(1, zones.length)))));
  const columns = Math.max(1, Math.floor(width / cell));
  const [x, y] = [new Float32Array(zones.length), new Float32Array(zones.length)];
  let top = 0;
  const starts = names.map((name) => {
    const start = top;
    if (name !== "") top += header;
    let placed = 0;
    zones.forEach((zone, i) => {
      if (zone !== name) return;
      x[i] = (placed % columns) * cell;
      y[i] = top + Math.floor(placed / columns) * cell;
      placed++;
    });
    top += Math.ceil(placed / columns) * cell + 4;
    return { name, y: start };
  });
  return { height: Math.max(cell, top), cell, columns, x, y, zones: starts.filter(({ name }) => name !== "") };
}

/** The node under a place on the map. */
export function cellAt({ x, y, cell }: MapLayout, atX: number, atY: number): number | undefined {
  const found = x.findIndex((left, i) => atX >= left && atX < left + cell && atY >= y[i]! && atY < y[i]! + cell);
  return found < 0 ? undefined : found;
}
