// The imports of a TypeScript file, as written: static, dynamic and re-exports.

const IMPORT =
	/(?:^|[\s;}])(?:import|export)\s(?:[^"';]*?\sfrom\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;

export function importsOf(source: string): string[] {
	return [...source.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? "");
}
