// Jobs: their records and their changes of state.
import type { JobModel } from "../../contract/models/job.ts";
import type { Database } from "../../sqlite/database.ts";
import { classifyJob } from "../../store/commands/attempts/classify-job.ts";
import { completeJob } from "../../store/commands/attempts/complete-job.ts";
import { retryJob } from "../../store/commands/attempts/retry-job.ts";
import { startJob } from "../../store/commands/attempts/start-job.ts";
import { createJobs, type NewJob } from "../../store/commands/jobs/create-jobs.ts";
import { deleteJob, deleteJobs } from "../../store/commands/jobs/delete-jobs.ts";
import { spawnJobs } from "../../store/commands/jobs/spawn-jobs.ts";
import { updateJob } from "../../store/commands/jobs/update-job.ts";
import { manageStatusChange } from "../../store/commands/states/manage-status-change.ts";
import { getJob, getJobs, getPlainJob, listJobs } from "../../store/reads/jobs/jobs.ts";
import { repeatedNames } from "../../store/reads/jobs/repeated-names.ts";
import { getRecord } from "../../store/reads/records/record-table.ts";
import { FAILURE_HANDLERS } from "../../store/reads/records/record-tables.ts";
import type { Transaction } from "../../store/transaction.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { callerName } from "./caller.ts";
import { deletion, stored } from "./record-handlers.ts";

export function jobHandlers({ store, log }: Services) {
	/** Runs a change of state and answers the job without its relations: this is the hot path of runners. */
	const moved = (jobId: number, change: (tx: Transaction) => void) =>
		store.write((tx) => {
			change(tx);
			return stored<JobModel>(getPlainJob(tx.db, jobId));
		});

	/** Creates jobs of one workflow. A name that it has already is accepted, and said in the log (3-rest-api §3). */
	const create = async <Reply>(jobs: readonly NewJob[], answer: (db: Database, ids: readonly number[]) => Reply) => {
		const { reply, repeated } = await store.write((tx) => {
			const ids = createJobs(tx, jobs);
			return { reply: answer(tx.db, ids), repeated: repeatedNames(tx.db, jobs, ids[0] as number) };
		});
		if (repeated.length > 0) log(`warning: ${repetition(jobs[0]?.workflow_id as number, repeated)}`);
		return reply;
	};

	return {
		listJobs: ({ query }) => stored(listJobs(store.reader, query)),
		getJob: ({ params }) => stored(getJob(store.reader, params.id)),

		createJob: ({ body }) => create([body], (db, [id]) => stored<JobModel>(getJob(db, id as number))),
		createJobs: ({ body }) => create(body.jobs, (db, ids) => ({ jobs: stored<JobModel[]>(getJobs(db, ids)) })),

		updateJob: ({ params, body }) =>
			store.write((tx) => {
				updateJob(tx, params.id, body);
				return stored<JobModel>(getJob(tx.db, params.id));
			}),

		deleteJob: ({ params }) =>
			store.write((tx) => {
				const job = getJob(tx.db, params.id);
				deleteJob(tx, params.id);
				return stored<JobModel>(job);
			}),

		deleteJobs: async ({ query }) => deletion(await store.write((tx) => deleteJobs(tx, query.workflow_id))),

		startJob: ({ params: { id, run_id, compute_node_id } }) =>
			moved(id, (tx) => startJob(tx, { jobId: id, runId: run_id, computeNodeId: compute_node_id })),

		completeJob: ({ params: { id, status, run_id }, body }) =>
			moved(id, (tx) => completeJob(tx, { job_id: id, status, run_id, result: body })),

		manageStatusChange: ({ params: { id, status, run_id } }) =>
			moved(id, (tx) => manageStatusChange(tx, id, status, run_id)),

		retryJob: ({ params: { id, run_id }, query }) =>
			moved(id, (tx) => {
				const maxRetries = query.max_retries ?? handlerRetries(tx, id);
				retryJob(tx, { jobId: id, runId: run_id, maxRetries });
			}),

		classifyJob: (call) =>
			moved(call.params.id, (tx) => {
				const { action, reason = null } = call.body;
				const user = callerName(call);
				classifyJob(tx, { jobId: call.params.id, runId: call.params.run_id, action, reason, user });
			}),

		spawnJobs: ({ params, body }) => store.write((tx) => spawnJobs(tx, { callerId: params.id, ...body })),
	} satisfies Partial<Handlers>;
}

function repetition(workflowId: number, names: readonly string[]): string {
	const some = names.slice(0, NAMES_SAID).map((name) => JSON.stringify(name));
	const more = names.length > NAMES_SAID ? ` and ${names.length - NAMES_SAID} more` : "";
	return `workflow ${workflowId} has several jobs named ${some.join(", ")}${more}; dependencies by name cannot tell them apart`;
}

const NAMES_SAID = 5;

/** Attempts in all that the job's failure handler allows at most, none without a rule; 3 as for a rule that says nothing (1-spec). */
function handlerRetries(tx: Transaction, jobId: number): number {
	const handlerId = getPlainJob(tx.db, jobId).failure_handler_id;
	if (typeof handlerId !== "number") return DEFAULT_MAX_RETRIES;
	const rules = JSON.parse(getRecord(tx.db, FAILURE_HANDLERS, handlerId).rules as string) as { max_retries?: number }[];
	return Math.max(0, ...rules.map((rule) => rule.max_retries ?? DEFAULT_MAX_RETRIES));
}

const DEFAULT_MAX_RETRIES = 3;
