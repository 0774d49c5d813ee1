/** The bundled text of a worker, as `scripts/inlineWorker.ts` makes it. */
declare module "worker:*" {
  const source: string;
  export default source;
}

declare module "*.css";
