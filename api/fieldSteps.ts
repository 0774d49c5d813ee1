/** The steps of a field as the API server prints it: `spec.containers[0].resources.limits[cpu]`. */
export function stepsOfField(field: string): (string | number)[] {
  return [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, bracketed, plain]) => {
    if (plain !== undefined) return plain;
    return /^\d+$/.test(bracketed!) ? Number(bracketed) : bracketed!;
  });
}
