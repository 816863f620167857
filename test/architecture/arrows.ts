// Which folder of src/ may import which (ARCHITECTURE.md). Every folder may import itself, core and platform.
import { dirname, join, normalize } from "node:path";
import { importsOf } from "./import-scan.ts";

export const ARROWS: Readonly<Record<string, readonly string[]>> = {
	core: [],
	platform: ["core"],
	graph: [],
	spec: ["graph"],
	contract: [],
	sqlite: [],
	store: ["sqlite", "graph"],
	server: ["store", "sqlite", "contract", "graph"],
	client: ["contract"],
	recovery: [],
	plots: ["sqlite"],
	runner: ["recovery", "client", "contract", "sqlite", "slurm", "plots"],
	slurm: ["client", "contract"],
	cli: ["client", "contract", "spec", "graph", "recovery", "server", "runner", "slurm", "plots"],
};

export interface SourceFile {
	/** Relative to the repository: `src/store/open-store.ts`. */
	readonly path: string;
	readonly source: string;
}

/** One sentence per import that no arrow allows. */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
	const problems: string[] = [];
	for (const { path, source } of files) {
		const from = folderOf(path);
		if (from === null) continue;
		for (const imported of importsOf(source)) {
			if (!imported.startsWith(".")) continue;
			const target = folderOf(normalize(join(dirname(path), imported)));
			if (target === null || target === from) continue;
			const allowed = from === "core" ? [] : ["core", "platform", ...(ARROWS[from] ?? [])];
			if (!allowed.includes(target)) problems.push(`${path} imports ${imported}: ${from} may not know ${target}`);
		}
	}
	return problems;
}

/** The folder below src/, null for files beside the folders. */
function folderOf(path: string): string | null {
	return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}
