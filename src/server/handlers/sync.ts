// The long poll of our own runner (design §4), and the creation of whole workflows.
import type { SyncReply, SyncRequest } from "../../contract/sync.ts";
import type { Database } from "../../sqlite/database.ts";
import { createWorkflowFromDraft } from "../../store/commands/draft/create-workflow-from-draft.ts";
import { type SyncOutcome, syncComputeNode } from "../../store/commands/nodes/sync-compute-node.ts";
import { readProgress, type WorkflowProgressRecord } from "../../store/reads/workflows/workflow-progress.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import type { Transaction } from "../../store/transaction.ts";
import { readDraftBody } from "../body/draft-body.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

export function syncHandlers(services: Services) {
	const { store, waits } = services;
	const told = new Told();
	store.onCommit((events) => {
		for (const event of events) if (event.event_type === "compute_node_stopped") told.forget(event.data);
	});
	return {
		syncComputeNode: async ({ params, body, request, connection, stillAllowed }) => {
			const workflowId = params.id;
			const nodeId = params.compute_node_id;
			const key = `node ${nodeId}`;
			const arrivalsSeen = waits.arrivals(workflowId);
			waits.supersede(key);
			const { wait_seconds, ...input } = body;
			const first = await store.write((tx) => syncComputeNode(tx, { ...input, workflowId, computeNodeId: nodeId }));
			const answer = (outcome: SyncOutcome): SyncReply => {
				if (request.signal.aborted) told.forget({ compute_node_id: nodeId });
				else told.tell(nodeId, outcome.workflow);
				return { ...outcome, superseded: false };
			};
			if (wait_seconds === 0 || isDue(first, told, nodeId)) return answer(first);
			connection.keepOpen();
			const quiet: Quiet = { workflowId, nodeId, body, told };
			const outcome = await waits.wait<SyncOutcome>({
				workflowId,
				seconds: wait_seconds,
				signal: request.signal,
				stillAllowed,
				arrivalsSeen,
				key,
				isPromising: ({ hasReadyJobs, progress }) =>
					(hasReadyJobs && Boolean(body.offer)) || told.isNews(nodeId, progress),
				attempt: (tx) => attemptAgain(tx, quiet),
			});
			if ("value" in outcome) return answer(outcome.value);
			// Nothing came: the last state, read without claiming.
			const workflow = progressNow(store.reader, workflowId);
			if (outcome.ended === "superseded") return { ...first, workflow, superseded: true };
			return answer({ ...first, workflow });
		},

		createWorkflowFromDraft: async ({ request, connection, user }) => {
			using draft = await readDraftBody(request, connection.keepBusy);
			return await store.write((tx) => createWorkflowFromDraft(tx, draft.lines, user));
		},
	} satisfies Partial<Handlers>;
}

interface Quiet {
	readonly workflowId: number;
	readonly nodeId: number;
	readonly body: SyncRequest;
	readonly told: Told;
}

/** The same offer again; the reports were taken by the first try. */
function attemptAgain(tx: Transaction, { workflowId, nodeId, body, told }: Quiet): SyncOutcome | null {
	const { run_id, holding, offer, labels } = body;
	const input = { workflowId, computeNodeId: nodeId, run_id, holding, offer, labels, started: [], finished: [] };
	const outcome = syncComputeNode(tx, input);
	return isDue(outcome, told, nodeId) ? outcome : null;
}

function isDue(outcome: SyncOutcome, told: Told, nodeId: number): boolean {
	if (outcome.jobs.length > 0 || outcome.orders.length > 0 || outcome.rejected.length > 0) return true;
	return told.isNews(nodeId, outcome.workflow);
}

const progressNow = (db: Database, workflowId: number): WorkflowProgressRecord =>
	readProgress(db, getWorkflowState(db, workflowId));

/**
 * What each node was last told about the workflow as a whole: a change of it is worth an answer, also one that came about
 * between two requests.
 */
class Told {
	private readonly states = new Map<number, string>();

	isNews(nodeId: number, progress: WorkflowProgressRecord): boolean {
		return this.states.get(nodeId) !== essence(progress);
	}

	tell(nodeId: number, progress: WorkflowProgressRecord): void {
		this.states.set(nodeId, essence(progress));
	}

	/** The node left, or may not have got its answer. */
	forget(data: Readonly<Record<string, unknown>>): void {
		if (typeof data.compute_node_id === "number") this.states.delete(data.compute_node_id);
	}
}

const essence = (progress: WorkflowProgressRecord): string =>
	`${progress.run_id} ${progress.is_complete} ${progress.is_canceled} ${progress.actions_pending}`;
