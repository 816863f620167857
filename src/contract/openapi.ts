// The OpenAPI document of the interface, built from the declarations.
import { z } from "zod";
import { API_VERSION, BASE_PATH } from "./interface.ts";
import { errorResponse } from "./models/system.ts";
import { operations } from "./operations.ts";
import { queryBoolean, queryInt, queryList, queryWait, type RouteDeclaration } from "./route.ts";
import { tagOf } from "./tag.ts";

type Json = Record<string, unknown>;

export interface OpenApiDocument {
	readonly openapi: string;
	readonly info: Json;
	readonly servers: readonly Json[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** OpenAPI 3.1; records with a name are components, in alphabetical order. */
export function openApiDocument(): OpenApiDocument {
	const schemas = new Map<string, Json>();
	const paths: Record<string, Record<string, Json>> = {};
	for (const declaration of Object.values(operations) as readonly RouteDeclaration[]) {
		let path = paths[declaration.path];
		if (path === undefined) {
			path = {};
			paths[declaration.path] = path;
		}
		path[declaration.method.toLowerCase()] = operation(declaration, schemas);
	}
	const names = [...schemas.keys()].sort();
	return {
		openapi: "3.1.0",
		info: { title: "torc", version: API_VERSION },
		servers: [{ url: BASE_PATH }],
		paths,
		components: { schemas: Object.fromEntries(names.map((name) => [name, schemas.get(name) as Json])) },
	};
}

function operation(declaration: RouteDeclaration, schemas: Map<string, Json>): Json {
	const { params, query, body, rawBody, rawBodySchema } = declaration;
	return {
		operationId: declaration.id,
		tags: [tagOf(declaration.path)],
		summary: declaration.summary,
		"x-torc-access": declaration.access,
		...(declaration.ours && { "x-torc-only": true }),
		...(declaration.legacy && { deprecated: true }),
		parameters: [...parameters("path", params, schemas), ...parameters("query", query, schemas)],
		...(body && {
			requestBody: { required: true, content: jsonContent(describe(body, schemas)) },
		}),
		...(rawBody && { requestBody: { required: true, content: { [rawBody]: rawContent(rawBodySchema, schemas) } } }),
		responses: responses(declaration, schemas),
	};
}

function responses({ reply, accepted, stream }: RouteDeclaration, schemas: Map<string, Json>): Json {
	const content = stream ? { "text/event-stream": {} } : jsonContent(reply ? describe(reply, schemas) : {});
	const failure = { description: "What went wrong", content: jsonContent(describe(errorResponse, schemas)) };
	return {
		200: { description: "Success", content },
		...(accepted && { 202: { description: "Accepted", content: jsonContent(describe(accepted, schemas)) } }),
		default: failure,
	};
}

const rawContent = (schema: z.ZodType | undefined, schemas: Map<string, Json>): Json =>
	schema === undefined ? {} : { schema: describe(schema, schemas) };

const jsonContent = (schema: Json): Json => ({ "application/json": { schema } });

function parameters(place: "path" | "query", shape: RouteDeclaration["query"], schemas: Map<string, Json>): Json[] {
	return Object.entries(shape ?? {}).map(([name, given]) => {
		const optional = given instanceof z.ZodOptional;
		const schema = optional ? (given.unwrap() as z.ZodType) : given;
		const described = parameterSchemas.get(schema) ?? describe(schema, schemas);
		return { name, in: place, required: !optional, schema: described.type === "string" ? text(described) : described };
	});
}

/** Texts without null characters. */
const text = (schema: Json): Json => (schema.enum === undefined ? { ...schema, pattern: "^[^\\u0000]*$" } : schema);

/** Parameters are read from text: their schemas say what the text means. */
const parameterSchemas = new Map<z.ZodType, Json>([
	[queryInt, { type: "integer", format: "int64", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }],
	[queryBoolean, { type: "boolean" }],
	[queryList, { type: "array", items: text({ type: "string" }) }],
	[queryWait, { type: "number", minimum: 0, maximum: 600 }],
]);

/** The schema or a reference to its component; components met on the way are added to `schemas`. */
function describe(schema: z.ZodType, schemas: Map<string, Json>): Json {
	// Wrapped, so that a schema with a name becomes a reference too.
	const generated = z.toJSONSchema(z.object({ schema }), {
		io: "output",
		unrepresentable: "any",
		override: ({ zodSchema, jsonSchema }) => allowOtherFields(zodSchema, jsonSchema as Json),
	}) as unknown as { properties: { schema: Json }; $defs?: Record<string, Json> };
	for (const [name, component] of Object.entries(generated.$defs ?? {})) {
		const { id: _, ...rest } = component;
		schemas.set(name, polish(rest) as Json);
	}
	return polish(generated.properties.schema) as Json;
}

/** Unknown fields are ignored unless the declaration is strict. */
function allowOtherFields(zodSchema: unknown, json: Json): void {
	if (zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined) delete json.additionalProperties;
}

/** Writes schemas as readers of OpenAPI documents expect them: component paths, integer formats, `type: [T, "null"]`. */
function polish(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(polish);
	if (typeof value !== "object" || value === null) return value;
	const json: Json = {};
	for (const [key, inner] of Object.entries(value)) {
		if (key === "propertyNames") continue;
		const isReference = key === "$ref" && typeof inner === "string";
		json[key] = isReference ? inner.replace("#/$defs/", "#/components/schemas/") : polish(inner);
	}
	return withNull(withFormat(json));
}

function withFormat(json: Json): Json {
	if (json.type !== "integer") return json;
	// The bounds of int64 here are those that JavaScript keeps exactly: a value beyond them is refused.
	return { ...json, format: json.maximum === 2 ** 31 - 1 ? "int32" : "int64" };
}

function withNull(json: Json): Json {
	const options = json.anyOf as Json[] | undefined;
	const [first, second] = options ?? [];
	if (options?.length !== 2 || !first || second?.type !== "null") return json;
	if (typeof first.type !== "string" || first.enum !== undefined) return json;
	const { anyOf: _, ...rest } = json;
	return { ...rest, ...first, type: [first.type, "null"] };
}
