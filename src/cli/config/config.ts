// The merged configuration: values by dotted key, typed where they are asked for, each with where it was set.

export type Origin =
	| { readonly from: "default" }
	| { readonly from: "file"; readonly file: string; readonly line: number }
	| { readonly from: "variable"; readonly name: string };

export interface Setting {
	readonly value: unknown;
	readonly origin: Origin;
}

export class Config {
	/** Only what is set somewhere; defaults belong to those who ask. */
	readonly settings: ReadonlyMap<string, Setting>;

	constructor(settings: ReadonlyMap<string, Setting>) {
		this.settings = settings;
	}

	/** Types were checked when the files were read. */
	text(key: string): string | undefined {
		const value = this.value(key);
		return typeof value === "string" ? value : undefined;
	}

	number(key: string): number | undefined {
		const value = this.value(key);
		return typeof value === "number" ? value : undefined;
	}

	boolean(key: string): boolean | undefined {
		const value = this.value(key);
		return typeof value === "boolean" ? value : undefined;
	}

	list(key: string): readonly string[] | undefined {
		const value = this.value(key);
		return Array.isArray(value) ? value.map(String) : undefined;
	}

	/** `torc.toml:3`, or the variable's name. */
	placeOf(key: string): string {
		const origin = this.settings.get(key)?.origin ?? { from: "default" };
		if (origin.from === "file") return `${origin.file}:${origin.line}`;
		return origin.from === "variable" ? origin.name : "default";
	}

	private value(key: string): unknown {
		return this.settings.get(key)?.value;
	}
}

/** Dotted keys as nested tables. */
export function nested(values: Iterable<readonly [key: string, value: unknown]>): Record<string, unknown> {
	const root: Record<string, unknown> = {};
	for (const [key, value] of values) {
		const parts = key.split(".");
		let table = root;
		for (const part of parts.slice(0, -1)) {
			const below = (table[part] ?? {}) as Record<string, unknown>;
			table[part] = below;
			table = below;
		}
		table[parts.at(-1) as string] = value;
	}
	return root;
}
