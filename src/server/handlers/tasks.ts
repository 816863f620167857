// Tasks: work that goes on after its answer.
import { findActiveTask, getTask } from "../../store/reads/tasks.ts";
import { getWorkflowState } from "../../store/reads/workflow-state.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

export function taskHandlers({ store }: Services) {
	return {
		getTask: ({ params }) => getTask(store.reader, params.id),
		getActiveTaskForWorkflow: ({ params }) => {
			getWorkflowState(store.reader, params.id);
			return { task: findActiveTask(store.reader, params.id) };
		},
	} satisfies Partial<Handlers>;
}
