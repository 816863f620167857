// Changes of a workflow as a whole, and how far it is.
import { invalid } from "../../core/errors.ts";
import { cancelWorkflow } from "../../store/commands/states/cancel-workflow.ts";
import { initializeJobs } from "../../store/commands/states/initialize-jobs.ts";
import { processChangedJobInputs } from "../../store/commands/states/process-changed-job-inputs.ts";
import { resetJobStatus } from "../../store/commands/states/reset-job-status.ts";
import { resetWorkflowStatus } from "../../store/commands/states/reset-workflow-status.ts";
import { matchingTask } from "../../store/commands/tasks.ts";
import { archiveWorkflow, putWorkflowStatus } from "../../store/commands/workflows.ts";
import { getTask } from "../../store/reads/workflows/tasks.ts";
import { readProgress } from "../../store/reads/workflows/workflow-progress.ts";
import { countByStatus, getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import { getWorkflowSummary } from "../../store/reads/workflows/workflow-summary.ts";
import { getWorkflow } from "../../store/reads/workflows/workflows.ts";
import type { Transaction } from "../../store/transaction.ts";
import { jsonAnswer, spanIdOf } from "../answer.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { callerName } from "./caller.ts";
import { stored } from "./record-handlers.ts";
import { workflowAnswers } from "./workflow-answer.ts";

export function workflowStateHandlers({ store, tasks, compatTextFields }: Services) {
	const workflowAnswer = workflowAnswers(compatTextFields);
	/** Runs a change and answers the workflow as it is then. */
	const changed = (workflowId: number, request: Request, change: (tx: Transaction) => void) =>
		store.write((tx) => {
			change(tx);
			return workflowAnswer(getWorkflow(tx.db, workflowId), request);
		});

	async function outcomeOf(taskId: number): Promise<void> {
		await tasks.ended(taskId);
		const { status, error } = getTask(store.reader, taskId);
		if (status === "failed") throw invalid(error ?? `Task ${taskId} failed`);
	}

	return {
		archiveWorkflow: (call) =>
			changed(call.params.id, call.request, (tx) =>
				archiveWorkflow(tx, call.params.id, call.body.is_archived, callerName(call)),
			),

		cancelWorkflow: (call) =>
			changed(call.params.id, call.request, (tx) => cancelWorkflow(tx, call.params.id, callerName(call))),

		resetWorkflowStatus: (call) =>
			changed(call.params.id, call.request, (tx) =>
				resetWorkflowStatus(tx, call.params.id, { force: call.query.force ?? false, user: callerName(call) }),
			),

		initializeJobs: async (call) => {
			const workflowId = call.params.id;
			const parameters = {
				onlyUninitialized: call.query.only_uninitialized ?? false,
				clearEphemeralUserData: call.query.clear_ephemeral_user_data ?? false,
			};
			const options = { ...parameters, user: callerName(call) };
			const request = { workflowId, operation: "initialize_jobs", parameters };
			const work = (tx: Transaction): void => initializeJobs(tx, workflowId, options);
			if (call.query.async) {
				const task = await tasks.start(request, options.user, work);
				return jsonAnswer(withoutNulls(task), 202, spanIdOf(call.request));
			}
			const active = await store.write((tx) => {
				const same = matchingTask(tx, request);
				if (same === null) work(tx);
				return same;
			});
			if (active !== null) await outcomeOf(active.id);
			return { message: `Initialized the jobs of workflow ${workflowId}` };
		},

		processChangedJobInputs: async (call) => {
			const options = { dryRun: call.query.dry_run ?? false, user: callerName(call) };
			return { reinitialized_jobs: await store.write((tx) => processChangedJobInputs(tx, call.params.id, options)) };
		},

		resetJobStatus: async (call) => {
			const failedOnly = call.query.failed_only ?? false;
			const count = await store.write((tx) =>
				resetJobStatus(tx, call.params.id, { failedOnly, user: callerName(call) }),
			);
			const reset_type = failedOnly ? "failed_only" : "all";
			return { workflow_id: call.params.id, updated_count: count, status: "uninitialized", reset_type };
		},

		isWorkflowComplete: ({ params }) => {
			const progress = readProgress(store.reader, getWorkflowState(store.reader, params.id));
			const { is_complete, is_canceled, has_unfinished_work } = progress;
			return { is_complete, is_canceled, has_unfinished_work, needs_to_run_completion_script: false };
		},

		isWorkflowUninitialized: ({ params }) => {
			getWorkflowState(store.reader, params.id);
			const statuses = [...countByStatus(store.reader, params.id).keys()];
			return { is_uninitialized: statuses.every((status) => status === "uninitialized" || status === "disabled") };
		},

		getWorkflowStatus: ({ params }) => stored(getWorkflowSummary(store.reader, params.id, new Date())),

		updateWorkflowStatus: ({ params, body }) =>
			store.write((tx) => {
				putWorkflowStatus(tx, params.id, body);
				const { run_id, is_canceled, is_archived } = getWorkflowState(tx.db, params.id);
				return {
					id: params.id,
					run_id,
					is_canceled: is_canceled === 1,
					is_archived: is_archived === 1,
					has_detected_need_to_run_completion_script: false,
				};
			}),
	} satisfies Partial<Handlers>;
}

const withoutNulls = (record: object): object =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
