// Reads an exported document for the store: every record is checked by the interface's own model of it.
import type { z } from "zod";
import { EXPORTED_LISTS } from "../../contract/models/export-document.ts";
import { workflowModel } from "../../contract/models/workflow.ts";
import { invalid, type TorcError } from "../../core/errors.ts";
import type { ImportDocument, ImportedRecords } from "../../store/commands/import/import-workflow.ts";
import { EXPORT_VERSION } from "../../store/reads/workflows/export-document.ts";
import type { BodySpool } from "./body-spool.ts";
import { indexDocument, type MemberPlace, malformed, parseText } from "./document-index.ts";
import { type BodyProblem, compileProblemFinder, type ProblemFinder } from "./storable-body.ts";

const CHUNK = 200;

export interface ReadDocument extends ImportDocument {
	/** What to tell about the document as a whole. */
	readonly warnings: readonly string[];
}

/** Errors, also while records are gone through: `malformed` (no JSON), `invalid` with list, place and field. */
export function readDocument(spool: BodySpool): ReadDocument {
	const members = indexDocument(spool);
	const member = (name: string): unknown => {
		const place = members.get(name);
		return place === undefined ? undefined : parseText(spool.read(place.start, place.end));
	};
	const version = member("export_version");
	if (version === undefined) throw invalid("export_version is missing: this is no exported workflow");
	for (const name of ["export_version", "exported_at"]) {
		const value = member(name);
		if (value !== undefined && typeof value !== "string") throw invalid(`${name} must be text`, { field: name, value });
	}
	return {
		workflow: check("workflow", workflowModel, member("workflow")) as ImportDocument["workflow"],
		records: (kind) => records(spool, members.get(kind), kind),
		warnings:
			version === EXPORT_VERSION
				? []
				: [`The document has export_version ${JSON.stringify(version)}, this server writes "${EXPORT_VERSION}"`],
	};
}

function* records<Kind extends keyof ImportedRecords>(
	spool: BodySpool,
	place: MemberPlace | undefined,
	kind: Kind,
): Generator<ImportedRecords[Kind]> {
	if (place === undefined) return;
	if (place.ends === null) {
		if (parseText(spool.read(place.start, place.end)) === null) return;
		throw invalid(`${kind} must be a list`, { field: kind });
	}
	const schema: z.ZodType = EXPORTED_LISTS[kind];
	let start = listStart(spool, place);
	for (let index = 0; index < place.ends.length; index += CHUNK) {
		const end = place.ends[Math.min(index + CHUNK, place.ends.length) - 1] as number;
		for (const [offset, record] of parseList(spool.read(start, end)).entries()) {
			yield check(`${kind}[${index + offset}]`, schema, record) as ImportedRecords[Kind];
		}
		start = end + 1;
	}
}

/** Behind the list's bracket. */
function listStart(spool: BodySpool, { start, end }: MemberPlace): number {
	const head = new TextDecoder().decode(spool.read(start, Math.min(end, start + 1024)));
	const bracket = head.indexOf("[");
	if (bracket < 0 || head.slice(0, bracket).trim() !== "") throw malformed("a list begins with something else");
	return start + bracket + 1;
}

function parseList(bytes: Uint8Array): unknown[] {
	const list = new Uint8Array(bytes.length + 2);
	list[0] = 91;
	list.set(bytes, 1);
	list[bytes.length + 1] = 93;
	return parseText(list) as unknown[];
}

function check(where: string, schema: z.ZodType, value: unknown): unknown {
	const parsed = schema.safeParse(value);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw refused([where, ...(issue?.path ?? [])].join("."), issue?.message ?? "not valid");
	}
	const problem = findProblem(schema, parsed.data);
	if (problem !== null) throw refused([where, problem.field].filter((part) => part !== "").join("."), problem.problem);
	return parsed.data;
}

const refused = (field: string, reason: string): TorcError =>
	invalid(`Invalid value for ${field}: ${reason}`, { field });

function findProblem(schema: z.ZodType, value: unknown): BodyProblem | null {
	let find = finders.get(schema);
	if (find === undefined) {
		find = compileProblemFinder(schema);
		finders.set(schema, find);
	}
	return find?.(value) ?? null;
}

const finders = new Map<z.ZodType, ProblemFinder | null>();
