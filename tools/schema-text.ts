// Types of the OpenAPI document in words.

export type Json = Record<string, unknown>;
export type Link = (record: string) => string;

/** `link` makes a link to the record of a name. */
export function typeText(schema: Json | undefined, link: Link): string {
	if (schema === undefined) return "anything";
	if (typeof schema.$ref === "string") return link(recordNamed(schema.$ref));
	const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
	if (options)
		return [...new Set(options.filter(({ type }) => type !== "null").map((option) => typeText(option, link)))].join(
			" or ",
		);
	if (schema.const !== undefined) return `\`${schema.const}\``;
	if (Array.isArray(schema.enum)) {
		return schema.enum
			.filter((value) => value !== null)
			.map((value) => `\`${value}\``)
			.join(", ");
	}
	const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
	if (type === undefined) return "any JSON";
	if (type === "array") return `list of ${typeText((schema.items ?? {}) as Json, link)}`;
	if (type === "object") return objectText(schema, link);
	return `${type}${rangeText(schema)}`;
}

function objectText(schema: Json, link: Link): string {
	const properties = schema.properties as Record<string, Json> | undefined;
	if (properties) {
		const fields = Object.entries(properties).map(([name, field]) => `\`${name}\`: ${typeText(field, link)}`);
		return `{${fields.join(", ")}}`;
	}
	const values = schema.additionalProperties as Json | undefined;
	return values && Object.keys(values).length > 0 ? `map of ${typeText(values, link)}` : "JSON object";
}

function rangeText({ minimum, maximum }: Json): string {
	const bounds = [
		...(typeof minimum === "number" && minimum > Number.MIN_SAFE_INTEGER ? [`≥ ${minimum}`] : []),
		...(typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER ? [`≤ ${maximum}`] : []),
	];
	return bounds.length === 0 ? "" : ` ${bounds.join(", ")}`;
}

/** The names of all records that a part of the document refers to. */
export function recordsIn(part: unknown): string[] {
	if (Array.isArray(part)) return part.flatMap(recordsIn);
	if (typeof part !== "object" || part === null) return [];
	return Object.entries(part).flatMap(([key, value]) =>
		key === "$ref" && typeof value === "string" ? [recordNamed(value)] : recordsIn(value),
	);
}

const recordNamed = (reference: string): string => reference.split("/").at(-1) as string;
