import { startPage } from "./startPage.tsx";
import { vscodeHost } from "./host/host.ts";

startPage(vscodeHost());
