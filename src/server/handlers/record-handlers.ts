// Handlers of plain records: the same six operations for every noun.
import { changeRecord, createRecord, removeRecord, removeRecords } from "../../store/commands/records/records.ts";
import type { Page, PageQuery } from "../../store/reads/paging/page.ts";
import { getRecord, listRecords, type RecordTable } from "../../store/reads/records/record-table.ts";
import type { Services } from "../services.ts";

interface ById {
	readonly params: { readonly id: number };
}
interface OfWorkflow {
	readonly query: PageQuery & { readonly workflow_id: number };
}
interface WithBody {
	readonly body: { readonly workflow_id: number };
}

/** `Model` is the contract's record of the table; tests check stored records against it. */
export function recordHandlers<Model>({ store }: Services, table: RecordTable) {
	return {
		list: ({ query }: OfWorkflow) => stored<Page<Model>>(listRecords(store.reader, table, { ...query })),
		create: ({ body }: WithBody) => store.write((tx) => stored<Model>(createRecord(tx, table, { ...body }))),
		get: ({ params }: ById) => stored<Model>(getRecord(store.reader, table, params.id)),
		update: ({ params, body }: ById & WithBody) =>
			store.write((tx) => stored<Model>(changeRecord(tx, table, params.id, { ...body }))),
		remove: ({ params }: ById) => store.write((tx) => stored<Model>(removeRecord(tx, table, params.id))),
		removeAll: async ({ query }: OfWorkflow) =>
			deletion(await store.write((tx) => removeRecords(tx, table, query.workflow_id))),
	};
}

/** A stored record as the contract's type: the tables answer the contract's fields. */
export const stored = <Model>(record: object): Model => record as Model;

/** What a deletion of many answers: both spellings of the number (3-rest-api §6). */
export const deletion = (count: number) => ({ count, deleted_count: count, message: `Deleted ${count} records` });
