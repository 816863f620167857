// Creates a checked workflow at the server: all of it or nothing.
import type { WorkflowDraft } from "../../../core/draft.ts";
import type { Context } from "../../context.ts";

/** Answers the id. */
export async function createWorkflow(context: Context, draft: WorkflowDraft): Promise<number> {
	const { createFromDraft } = await import("../../../client/create-from-draft.ts");
	const { workflow_id } = await createFromDraft(await context.client(), draft);
	return workflow_id;
}
