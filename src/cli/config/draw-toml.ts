// Settings as the text of a TOML file, section by section.

export interface TomlEntry {
	/** Dotted. */
	readonly key: string;
	/** The text behind the equals sign. */
	readonly value: string;
	/** Behind the value. */
	readonly comment?: string;
	/** On a line of its own, before the key. */
	readonly help?: string;
	/** The whole line is a comment. */
	readonly off?: boolean;
}

export function drawToml(entries: readonly TomlEntry[]): string {
	const sections = new Map<string, TomlEntry[]>();
	for (const entry of entries) {
		const section = entry.key.slice(0, entry.key.lastIndexOf("."));
		sections.set(section, [...(sections.get(section) ?? []), entry]);
	}
	return [...sections].map(([section, lines]) => `${drawSection(section, lines)}\n`).join("\n");
}

function drawSection(section: string, entries: readonly TomlEntry[]): string {
	const lines = entries.map(
		(entry) => `${entry.off ? "# " : ""}${entry.key.slice(section.length + 1)} = ${entry.value}`,
	);
	const widest = Math.min(60, Math.max(0, ...lines.map((line) => line.length)));
	const drawn = entries.map(({ help, comment }, index) => {
		const line = lines[index] as string;
		const head = help === undefined ? "" : `# ${help}\n`;
		return head + (comment === undefined ? line : `${line.padEnd(widest)}  # ${comment}`);
	});
	return [`[${section}]`, ...drawn].join("\n");
}

/** A value as TOML writes it; `fraction`: numbers keep a decimal point. */
export function tomlValue(value: unknown, fraction = false): string {
	if (typeof value === "number") return fraction && Number.isInteger(value) ? value.toFixed(1) : String(value);
	if (Array.isArray(value)) return `[${value.map((item) => tomlValue(item)).join(", ")}]`;
	if (typeof value === "object" && value !== null && !(value instanceof Date)) {
		const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)} = ${tomlValue(item)}`);
		return `{ ${pairs.join(", ")} }`;
	}
	return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
