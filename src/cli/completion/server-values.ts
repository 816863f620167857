// Workflows and jobs as values that Tab offers.
import type { Client } from "../../client/call.ts";
import type { Candidate } from "./candidates.ts";

/** More cannot be read on a terminal; typing narrows them down. */
const MOST = 200;
/** So many are looked through for what begins as typed: as long as Tab may take. */
const LOOKED_THROUGH = 10_000;

/** Ids with names; names with ids once letters are typed. Those that begin as typed, newest first. */
export async function workflowValues(client: Client, user: string, typed: string): Promise<Candidate[]> {
	const { items } = await client.listWorkflows({ query: { ...newestOf(user), limit: limitFor(typed) } });
	return beginning(
		typed,
		isName(typed)
			? items.map(({ id, name }) => ({ value: name, help: `workflow ${id}` }))
			: items.map(({ id, name }) => ({ value: String(id), help: name })),
	);
}

/** `workflow`: as typed; without one, the user's newest workflow. Those that begin as typed, by their ids. */
export async function jobValues(
	client: Client,
	user: string,
	{ workflow, typed }: { readonly workflow: string | undefined; readonly typed: string },
): Promise<Candidate[]> {
	const id = await workflowId(client, user, workflow);
	if (id === undefined) return [];
	const byName = isName(typed);
	const query = { workflow_id: id, limit: limitFor(typed), ...(byName && { name: typed }) };
	const { items } = await client.listJobs({ query });
	return beginning(
		typed,
		byName
			? items.map((job) => ({ value: job.name, help: `job ${job.id}, ${job.status}` }))
			: items.map((job) => ({ value: String(job.id), help: `${job.name}, ${job.status}` })),
	);
}

async function workflowId(client: Client, user: string, text: string | undefined): Promise<number | undefined> {
	if (text !== undefined && /^\d+$/.test(text)) return Number(text);
	const named = text === undefined ? {} : { name: text };
	const { items } = await client.listWorkflows({ query: { ...newestOf(user), ...named, limit: 1 } });
	return items[0]?.id ?? undefined;
}

const newestOf = (user: string) => ({ user, is_archived: false, sort_by: "id", reverse_sort: true });

const limitFor = (typed: string): number => (typed === "" ? MOST : LOOKED_THROUGH);

const beginning = (typed: string, candidates: readonly Candidate[]): Candidate[] =>
	candidates.filter(({ value }) => value.startsWith(typed)).slice(0, MOST);

const isName = (typed: string): boolean => typed !== "" && !/^\d+$/.test(typed);
