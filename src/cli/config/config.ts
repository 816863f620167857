// The merged configuration: values by dotted key, typed where they are asked for.

export class Config {
	private readonly values: ReadonlyMap<string, unknown>;

	constructor(values: ReadonlyMap<string, unknown>) {
		this.values = values;
	}

	/** Types were checked when the files were read. */
	text(key: string): string | undefined {
		const value = this.values.get(key);
		return typeof value === "string" ? value : undefined;
	}

	number(key: string): number | undefined {
		const value = this.values.get(key);
		return typeof value === "number" ? value : undefined;
	}

	boolean(key: string): boolean | undefined {
		const value = this.values.get(key);
		return typeof value === "boolean" ? value : undefined;
	}

	list(key: string): readonly string[] | undefined {
		const value = this.values.get(key);
		return Array.isArray(value) ? value.map(String) : undefined;
	}
}
