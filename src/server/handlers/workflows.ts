// Workflow records.
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import { createWorkflow, deleteWorkflow, updateWorkflow } from "../../store/commands/workflows.ts";
import { visibleTo } from "../../store/reads/administration/access.ts";
import { getWorkflow, listWorkflows } from "../../store/reads/workflows/workflows.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { workflowAnswers } from "./workflow-answer.ts";

export function workflowHandlers({ store, compatTextFields }: Services) {
	const workflowAnswer = workflowAnswers(compatTextFields);
	return {
		listWorkflows: ({ query, request, viewer }) => {
			const visible = viewer === null ? undefined : visibleTo(store.reader, viewer);
			const page = listWorkflows(store.reader, query, visible);
			return { ...page, items: page.items.map((workflow) => workflowAnswer(workflow, request)) };
		},

		createWorkflow: ({ body, request, user }) =>
			store.write((tx) => {
				const id = createWorkflow(tx, withoutNulls(body), user);
				return workflowAnswer(getWorkflow(tx.db, id), request);
			}),

		getWorkflow: ({ params, request }) => workflowAnswer(getWorkflow(store.reader, params.id), request),

		updateWorkflow: ({ params, body, request }) =>
			store.write((tx) => {
				updateWorkflow(tx, params.id, withoutNulls(body));
				return workflowAnswer(getWorkflow(tx.db, params.id), request);
			}),

		deleteWorkflow: ({ params, request }) =>
			store.write((tx) => workflowAnswer(deleteWorkflow(tx, params.id), request)),
	} satisfies Partial<Handlers>;
}

/** Null and absent are the same in requests (3-rest-api §0.6). */
function withoutNulls(body: WorkflowModel): Parameters<typeof createWorkflow>[1] {
	const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given) as unknown as Parameters<typeof createWorkflow>[1];
}
