// Tasks: work that goes on after its answer.
import { findActiveTask, getTask } from "../../store/reads/workflows/tasks.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import { jsonAnswer, spanIdOf } from "../answer.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

export function taskHandlers({ store }: Services) {
	return {
		getTask: ({ params }) => getTask(store.reader, params.id),
		getActiveTaskForWorkflow: ({ params, request }) => {
			getWorkflowState(store.reader, params.id);
			const task = findActiveTask(store.reader, params.id);
			// The one null that is sent (3-rest-api §2): clients read the field without asking whether it is there.
			return task === null ? jsonAnswer({ task }, 200, spanIdOf(request)) : { task };
		},
	} satisfies Partial<Handlers>;
}
