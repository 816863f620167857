// The facts of an OpenAPI document that clients rely on, one line per operation and per schema, so that differences read
// well: methods, paths, parameters, bodies, answers; fields with `!` when they are required. Null beside a type is left out.

type Json = Record<string, unknown>;

export interface ContractFacts {
	readonly operations: Readonly<Record<string, OperationFacts>>;
	readonly schemas: Readonly<Record<string, string>>;
}

export interface OperationFacts {
	readonly at: string;
	readonly parameters: readonly string[];
	readonly body: string;
	readonly answers: string;
}

export function factsOf(document: Json): ContractFacts {
	const operations: Record<string, OperationFacts> = {};
	for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Json>>)) {
		for (const [method, operation] of Object.entries(methods)) {
			operations[operation.operationId as string] = {
				at: `${method.toUpperCase()} ${path}`,
				parameters: ((operation.parameters ?? []) as Json[]).map(parameterText).sort(),
				body: bodyText(operation.requestBody as Json | undefined),
				answers: answersText(operation.responses as Record<string, Json>),
			};
		}
	}
	const { schemas } = document.components as { schemas: Record<string, Json> };
	return { operations, schemas: Object.fromEntries(Object.entries(schemas).map(([n, s]) => [n, schemaText(s)])) };
}

/** The stored text of an operation, as facts-1.0.json has it. */
export const operationText = ({ at, parameters, body, answers }: OperationFacts): string =>
	`${at} (${parameters.join(", ")}) body ${body} answers ${answers}`;

const parameterText = (parameter: Json): string =>
	`${parameter.in} ${parameter.name}${parameter.required ? "!" : ""}: ${typeText(parameter.schema as Json)}`;

function bodyText(body: Json | undefined): string {
	if (body === undefined) return "none";
	const content = body.content as Record<string, Json>;
	const json = content["application/json"];
	return json ? typeText(json.schema as Json) + (body.required ? "" : "?") : (Object.keys(content)[0] as string);
}

function answersText(responses: Record<string, Json>): string {
	const texts = ["200", "202"].flatMap((status) => {
		const response = responses[status];
		if (response === undefined) return [];
		const content = (response.content ?? {}) as Record<string, Json>;
		const json = content["application/json"];
		if (json) return [`${status} ${typeText(json.schema as Json)}`];
		return [`${status} ${Object.keys(content).length > 0 ? "stream" : "none"}`];
	});
	return texts.join(", ");
}

const schemaText = (schema: Json): string =>
	(schema.additionalProperties === false ? "strict " : "") + typeText(schema);

function typeText(schema: Json): string {
	if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) as string;
	const options = (schema.oneOf ?? schema.anyOf ?? schema.allOf) as Json[] | undefined;
	if (options) return options.flatMap((option) => (option.type === "null" ? [] : typeText(option))).join("|");
	if (schema.const !== undefined) return String(schema.const);
	if (Array.isArray(schema.enum)) return schema.enum.filter((value) => value !== null).join("|");
	const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
	if (type === undefined) return "any";
	if (type === "array") return `${typeText((schema.items ?? {}) as Json)}[]`;
	if (type !== "object") return String(type);
	if (schema.properties) return `{${fieldTexts(schema).join(", ")}}`;
	const values = schema.additionalProperties;
	return typeof values === "object" && values !== null ? `map of ${typeText(values as Json)}` : "map of any";
}

function fieldTexts(schema: Json): string[] {
	const required = (schema.required ?? []) as string[];
	const fields = Object.entries(schema.properties as Record<string, Json>);
	return fields.map(([name, field]) => `${name}${required.includes(name) ? "!" : ""}: ${typeText(field)}`).sort();
}
