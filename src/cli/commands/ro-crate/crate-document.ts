// A workflow's provenance as an RO-Crate 1.1 document (https://w3id.org/ro/crate/1.1). Pure.
import type { RoCrateEntityModel } from "../../../contract/models/ro-crate.ts";
import type { WorkflowModel } from "../../../contract/models/workflow.ts";
import { PLAN, runEntities } from "../../../core/crate-entities.ts";

interface Entity {
	readonly "@id": string;
	readonly [property: string]: unknown;
}

export interface CrateDocument {
	readonly "@context": readonly unknown[];
	readonly "@graph": readonly Entity[];
}

const CONTEXT = [
	"https://w3id.org/ro/crate/1.1/context",
	{ prov: "http://www.w3.org/ns/prov#", torc: "urn:torc:" },
] as const;

/** The workflow and its run are added where no entity describes them; an entity's `@id` is its entity_id. */
export function crateDocument(workflow: WorkflowModel, stored: readonly RoCrateEntityModel[]): CrateDocument {
	const entities: Entity[] = stored.map(({ entity_id: id, entity_type: type, metadata }) => ({
		"@type": type,
		...metadata,
		"@id": id,
	}));
	const known = new Set(entities.map((entity) => entity["@id"]));
	const all = [
		...entities,
		...runEntities({ ...workflow, run: workflow.run_id ?? 0 }).filter((entity) => !known.has(entity["@id"])),
	];
	const stable = stableIdentifiers(all);
	return { "@context": CONTEXT, "@graph": [...root(workflow, all), ...all.map((entity) => refer(entity, stable))] };
}

function root(workflow: WorkflowModel, entities: readonly Entity[]): Entity[] {
	const idsOf = (types: readonly unknown[]) =>
		entities
			.filter((entity) => typesOf(entity).some((type) => types.includes(type)))
			.map((entity) => ({ "@id": entity["@id"] }));
	return [
		{
			"@id": "ro-crate-metadata.json",
			"@type": "CreativeWork",
			conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
			about: { "@id": "./" },
		},
		{
			"@id": "./",
			"@type": "Dataset",
			name: workflow.name,
			...(workflow.description && { description: workflow.description }),
			...(workflow.timestamp && { datePublished: workflow.timestamp }),
			mainEntity: { "@id": PLAN },
			hasPart: idsOf(["File", "Dataset"]),
			mentions: idsOf(["CreateAction"]),
		},
	];
}

/** Path → the identifier that stands for it: a file with an identifier says `sameAs` its path. */
function stableIdentifiers(entities: readonly Entity[]): Map<string, string> {
	const stable = new Map<string, string>();
	for (const entity of entities) {
		const path = idOf(entity.sameAs);
		if (typesOf(entity).includes("File") && path !== null && path !== entity["@id"]) stable.set(path, entity["@id"]);
	}
	return stable;
}

/** The entity with references to paths turned to their identifiers; its own `sameAs` keeps the path. */
function refer(entity: Entity, stable: ReadonlyMap<string, string>): Entity {
	const replace = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(replace);
		if (typeof value !== "object" || value === null) return value;
		const id = idOf(value);
		if (id !== null && Object.keys(value).length === 1) return { "@id": stable.get(id) ?? id };
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part)]));
	};
	const parts = Object.entries(entity).map(([key, value]) => [key, key === "sameAs" ? value : replace(value)]);
	return Object.fromEntries(parts) as Entity;
}

const typesOf = (entity: Entity): readonly unknown[] => [entity["@type"]].flat();

function idOf(value: unknown): string | null {
	if (typeof value !== "object" || value === null || !("@id" in value)) return null;
	return typeof value["@id"] === "string" ? value["@id"] : null;
}
