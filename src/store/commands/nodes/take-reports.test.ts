// What a report that is refused leaves behind: nothing.
import { expect, test } from "bun:test";
import { activeNode, checkedServer } from "../../../../test/server/checked-server.ts";
import { draftOf } from "../../../../test/server/small-draft.ts";
import { createFromDraft } from "../../../client/create-from-draft.ts";

test("outputs of an end that does not count are not taken for the job's", async () => {
	await using checked = await checkedServer();
	const { client } = checked;
	const draft = draftOf(["a"]);
	Object.assign(draft.jobs[0] as object, { output_files: [0] });
	const files = [{ name: "out", path: "out.txt" }];
	const { workflow_id: id } = await createFromDraft(client, { ...draft, files });
	await client.initializeJobs({ params: { id } });
	const node = await activeNode(client, id);
	const [file] = (await client.listFiles({ query: { workflow_id: id } })).items;
	const [job] = (await client.listJobs({ query: { workflow_id: id } })).items;
	const end = async (run_id: number, st_mtime: number): Promise<string[]> => {
		const report = {
			job_id: job?.id as number,
			run_id,
			attempt_id: 1,
			status: "completed" as const,
			return_code: 0,
			exec_time_minutes: 0.1,
			completion_time: "2026-01-01T00:00:00Z",
			output_files: [{ file_id: file?.id as number, st_mtime, size_bytes: 1 }],
		};
		const body = { run_id, started: [], finished: [report], holding: [], labels: [], wait_seconds: 0 };
		const { rejected } = await client.syncComputeNode({ params: { id, compute_node_id: node }, body });
		return rejected.map(({ message }) => message);
	};
	expect(await end(0, 100)).toEqual([]);
	await client.resetWorkflowStatus({ params: { id } });
	expect(await end(1, 200)).toEqual([expect.stringContaining("is already complete")]);
	expect((await client.getFile({ params: { id: file?.id as number } })).st_mtime).toBe(100);
});
