// Workflows and jobs as values that Tab offers.
import type { Client } from "../../client/call.ts";
import type { Candidate } from "./candidates.ts";

/** More cannot be read on a terminal; typing narrows them down. */
const MOST = 200;

/** Ids with names; names with ids once letters are typed. Newest first. */
export async function workflowValues(client: Client, user: string, typed: string): Promise<Candidate[]> {
	const { items } = await client.listWorkflows({
		query: { user, is_archived: false, sort_by: "id", reverse_sort: true, limit: MOST },
	});
	if (!isName(typed)) return items.map(({ id, name }) => ({ value: String(id), help: name }));
	return items.map(({ id, name }) => ({ value: name, help: `workflow ${id}` }));
}

/** `workflow`: as typed; without one, the user's newest workflow. */
export async function jobValues(
	client: Client,
	user: string,
	{ workflow, typed }: { readonly workflow: string | undefined; readonly typed: string },
): Promise<Candidate[]> {
	const id = await workflowId(client, user, workflow);
	if (id === undefined) return [];
	const byName = isName(typed);
	const query = { workflow_id: id, limit: MOST, ...(byName && { name: typed }) };
	const { items } = await client.listJobs({ query });
	return items.map((job) =>
		byName
			? { value: job.name, help: `job ${job.id}, ${job.status}` }
			: { value: String(job.id), help: `${job.name}, ${job.status}` },
	);
}

async function workflowId(client: Client, user: string, text: string | undefined): Promise<number | undefined> {
	if (text !== undefined && /^\d+$/.test(text)) return Number(text);
	const query = { user, is_archived: false, sort_by: "id", reverse_sort: true, limit: MOST };
	const { items } = await client.listWorkflows({ query: text === undefined ? { ...query, limit: 1 } : query });
	return items.find(({ name }) => text === undefined || name === text)?.id ?? undefined;
}

const isName = (typed: string): boolean => typed !== "" && !/^\d+$/.test(typed);
