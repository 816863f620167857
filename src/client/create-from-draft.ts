// Creates a whole workflow by one request whose body is written while it is sent.
import { draftLines } from "../contract/draft-lines.ts";
import type { WorkflowDraft } from "../core/draft.ts";
import type { CallOptions, Client } from "./call.ts";

export interface CreatedWorkflow {
	readonly workflow_id: number;
	readonly job_count: number;
}

/** One transaction at the server: on any error nothing is created. */
export function createFromDraft(
	client: Client,
	draft: WorkflowDraft,
	options: CallOptions = {},
): Promise<CreatedWorkflow> {
	return client.createWorkflowFromDraft({ ...options, rawBody: () => draftStream(draft) });
}

function draftStream(draft: WorkflowDraft): ReadableStream<Uint8Array> {
	const lines = draftLines(draft);
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = lines.next();
			if (next.done) controller.close();
			else controller.enqueue(encoder.encode(next.value));
		},
	});
}
