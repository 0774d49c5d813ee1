import { isChartTemplate, chartOf } from "../../helm/values.ts";
import { nameOf } from "../../text/uris.ts";
import type { FileTree } from "../../workspace/fileTree.ts";

const names =
  /^(?:(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml|package(?:-lock)?\.json|tsconfig(?:\.[\w-]+)?\.json|jsconfig\.json|Chart\.ya?ml|Chart\.lock|\.gitlab-ci\.ya?ml|\.travis\.ya?ml|azure-pipelines\.ya?ml|mkdocs\.ya?ml|\.pre-commit-config\.ya?ml|skaffold\.ya?ml|Taskfile\.ya?ml|openapi\.(?:ya?ml|json)|\.prettierrc(?:\.ya?ml|\.json)?|\.eslintrc\.(?:ya?ml|json)|composer\.json|settings\.json|launch\.json|tasks\.json|extensions\.json)$/;

/** Whether a file belongs to another tool by its name or place (compose files, workflows, values of a chart), so that an empty one is not a new manifest. */
export function isForeign(uri: string, tree: FileTree): boolean {
  const name = nameOf(uri);
  if (names.test(name) || uri.includes("/.github/workflows/")) return true;
  return /^values[\w.-]*\.ya?ml$/.test(name) && chartOf(uri, tree) !== undefined && !isChartTemplate(uri, tree);
}
