// Which job writes and which reads each file or user data record, a page at a time.
import type { Database } from "../../../sqlite/database.ts";
import { readJobNames } from "../jobs/job-names.ts";
import type { Page, PageQuery } from "../paging/page.ts";
import { readPairPage } from "../paging/pair-page.ts";
import { groupBy } from "../paging/shared-members.ts";
import { getWorkflowState } from "../workflows/workflow-state.ts";

export type ItemKind = "file" | "user_data";

/** Producer and consumer of each record; a record with one side only has null for the other. Error: 404. */
export function listRelationships(
	db: Database,
	workflowId: number,
	kind: ItemKind,
	query: PageQuery,
): Page<Record<string, unknown>> {
	getWorkflowState(db, workflowId);
	const column = sortColumn(kind, query.sort_by);
	const items = db.all<Item>(
		`SELECT id, name${kind === "file" ? ", path" : ""} FROM ${kind} WHERE workflow_id = ? ORDER BY ${column ?? "id"}, id`,
		workflowId,
	);
	const { producers, consumers } = readSides(db, workflowId, kind);
	const page = readPairPage<Item, Pair>(
		{
			left: items,
			countOf: ({ id }) => {
				const [written, read] = [producers.get(id)?.length ?? 0, countReaders(consumers, id)];
				return written + read === 0 ? 0 : Math.max(written, 1) * Math.max(read, 1);
			},
			pairsOf: (item) => {
				const readers = readersOf(consumers, item.id);
				return (producers.get(item.id) ?? [null]).flatMap((producer) =>
					(readers.length > 0 ? readers : [null]).map((consumer) => ({ item, producer, consumer })),
				);
			},
			sortKnown: column !== undefined,
		},
		query,
	);
	return { ...page, items: withNames(db, workflowId, kind, page.items) };
}

interface Item {
	readonly id: number;
	readonly name: string;
	readonly path?: string;
}
interface Pair {
	readonly item: Item;
	readonly producer: number | null;
	readonly consumer: number | null;
}

/** Undefined: no column the list can be sorted by. */
function sortColumn(kind: ItemKind, sortBy: string | null | undefined): string | undefined {
	if (!sortBy || sortBy === "id" || sortBy === `${kind}_id`) return "id";
	if (sortBy === `${kind}_name`) return "name";
	return sortBy === "file_path" && kind === "file" ? "path" : undefined;
}

interface Consumers {
	readonly listsOfItem: ReadonlyMap<number, readonly number[]>;
	readonly jobsOfList: ReadonlyMap<number, readonly number[]>;
}

interface Link {
	readonly a: number;
	readonly b: number;
}
const first = (link: Link): number => link.a;
const second = (link: Link): number => link.b;

function readSides(
	db: Database,
	workflowId: number,
	kind: ItemKind,
): { producers: Map<number, number[]>; consumers: Consumers } {
	const written = db.all<Link>(
		`SELECT o.${kind}_id AS a, o.job_id AS b FROM ${kind} i CROSS JOIN job_output_${kind} o ON o.${kind}_id = i.id
			WHERE i.workflow_id = ? ORDER BY 1, 2`,
		workflowId,
	);
	const lists = db.all<Link>(
		`SELECT m.${kind}_id AS a, m.list_id AS b FROM input_list l CROSS JOIN input_${kind}_member m ON m.list_id = l.id
			WHERE l.workflow_id = ? AND l.kind = ?`,
		workflowId,
		kind,
	);
	const readers = db.all<Link>(
		`SELECT j.input_${kind}_list_id AS a, j.id AS b FROM input_list l CROSS JOIN job j ON j.input_${kind}_list_id = l.id
			WHERE l.workflow_id = ? AND l.kind = ?`,
		workflowId,
		kind,
	);
	const consumers = { listsOfItem: groupBy(lists, first, second), jobsOfList: groupBy(readers, first, second) };
	return { producers: groupBy(written, first, second), consumers };
}

/** A job reads one list, so the lists of a record have no reader in common. */
function countReaders({ listsOfItem, jobsOfList }: Consumers, item: number): number {
	let count = 0;
	for (const list of listsOfItem.get(item) ?? []) count += jobsOfList.get(list)?.length ?? 0;
	return count;
}

function readersOf({ listsOfItem, jobsOfList }: Consumers, item: number): number[] {
	return (listsOfItem.get(item) ?? []).flatMap((list) => jobsOfList.get(list) ?? []).sort((a, b) => a - b);
}

function withNames(
	db: Database,
	workflowId: number,
	kind: ItemKind,
	pairs: readonly Pair[],
): Record<string, unknown>[] {
	const names = readJobNames(
		db,
		pairs.flatMap(({ producer, consumer }) => [producer, consumer].filter((id) => id !== null)),
	);
	const nameOf = (id: number | null): string | null => (id === null ? null : (names.get(id) ?? null));
	return pairs.map(({ item, producer, consumer }) => ({
		[`${kind}_id`]: item.id,
		[`${kind}_name`]: item.name,
		...(item.path !== undefined && { file_path: item.path }),
		producer_job_id: producer,
		producer_job_name: nameOf(producer),
		consumer_job_id: consumer,
		consumer_job_name: nameOf(consumer),
		workflow_id: workflowId,
	}));
}
