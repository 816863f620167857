// Workflows to measure with.

import type { connect } from "../src/client/connect.ts";
import { createFromDraft } from "../src/client/create-from-draft.ts";
import type { WorkflowDraft } from "../src/core/draft.ts";
import { loadSpec } from "../src/spec/load-spec.ts";

type Client = ReturnType<typeof connect>;

export function draftOf(text: string): WorkflowDraft {
	const { draft, diagnostics } = loadSpec({ text, file: "bench.yaml", baseDirectory: ".", user: "bench" });
	if (draft === null) throw new Error(JSON.stringify(diagnostics));
	return draft;
}

export const manyJobs = (count: number, command = "true"): string =>
	`name: many\njobs:\n  - {name: "job_{i}", command: "${command}", parameters: {i: "1:${count}"}}\n`;

export const twoStages = (count: number): string =>
	`name: stages\njobs:\n  - {name: "a_{i}", command: "true", parameters: {i: "1:${count}"}}\n` +
	`  - {name: "b_{i}", command: "true", depends_on_regexes: ['^a_\\d+$'], parameters: {i: "1:${count}"}}\n`;

/** Creates and initializes; answers the id. */
export async function createReady(client: Client, text: string): Promise<number> {
	const { workflow_id: id } = await createFromDraft(client, draftOf(text));
	await client.resetWorkflowStatus({ params: { id } });
	await client.initializeJobs({ params: { id } });
	return id;
}

export async function createNode(client: Client, workflowId: number): Promise<number> {
	const node = await client.createComputeNode({
		body: {
			workflow_id: workflowId,
			hostname: "bench",
			pid: process.pid,
			start_time: new Date().toISOString(),
			is_active: true,
			num_cpus: 100_000,
			memory_gb: 100_000,
			num_gpus: 0,
			num_nodes: 1,
			compute_node_type: "local",
		},
	});
	return node.id as number;
}
