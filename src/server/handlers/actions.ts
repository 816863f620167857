// Actions of a workflow.
import type { WorkflowActionModel } from "../../contract/models/action.ts";
import {
	claimAction,
	createAction,
	deleteAction,
	releaseAction,
	updateAction,
} from "../../store/commands/actions/actions.ts";
import { continueTerminatedJobs } from "../../store/commands/attempts/continue-job.ts";
import { listActions, listPendingActions } from "../../store/reads/records/actions.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { stored } from "./record-handlers.ts";

export function actionHandlers({ store }: Services) {
	return {
		getWorkflowActions: ({ params }) => stored<WorkflowActionModel[]>(listActions(store.reader, params.id)),
		getPendingActions: ({ params, query }) =>
			stored<WorkflowActionModel[]>(listPendingActions(store.reader, params.id, query.trigger_type ?? null)),
		createWorkflowAction: ({ params, body }) =>
			store.write((tx) => stored<WorkflowActionModel>(createAction(tx, params.id, body))),
		updateWorkflowAction: ({ params, body }) =>
			store.write((tx) => stored<WorkflowActionModel>(updateAction(tx, params.id, params.action_id, body))),
		deleteWorkflowAction: async ({ params }) => {
			await store.write((tx) => deleteAction(tx, params.id, params.action_id));
			return { message: `Deleted action ${params.action_id}` };
		},
		claimAction: ({ params, body }) =>
			store.write((tx) => claimAction(tx, params.id, params.action_id, body.compute_node_id ?? null)),
		releaseAction: async ({ params }) => {
			await store.write((tx) => releaseAction(tx, params.id, params.action_id));
			return { message: `Action ${params.action_id} is pending again` };
		},
		continueTerminatedJobs: async ({ params }) => ({
			continued: await store.write((tx) => continueTerminatedJobs(tx, params.id)),
		}),
	} satisfies Partial<Handlers>;
}
