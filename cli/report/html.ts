/** The page that shows a trace, as one self-contained file. `page` is `dist/preview/standalone.html`. */
export function asHtml(page: string, title: string, trace: string): string {
  const name = title.replaceAll(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
  return page
    .replace("<title>Rehearsal</title>", () => `<title>${name}</title>`)
    .replace(
      '<script id="trace" type="application/json"></script>',
      () => `<script id="trace" type="application/json">${trace.replaceAll("<", "\\u003c")}</script>`,
    );
}
