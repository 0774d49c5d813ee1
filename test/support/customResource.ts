/** The definition of `Cron` in `example.com/v1`, whose spec has this schema, in flow style. */
export function cronDefinition(spec: string): string {
  return `
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: crons.example.com}
    spec:
      group: example.com
      scope: Namespaced
      names: {kind: Cron, plural: crons}
      versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, properties: {spec: ${spec}}}}
  `;
}
