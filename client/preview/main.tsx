import { startPage } from "./startPage.tsx";
import { vscodeHost } from "./host.ts";

startPage(vscodeHost());
