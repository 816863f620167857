// Job lists: dense and gapped ids, filters, relations.
import { expect, test } from "bun:test";
import { sampleStore } from "../../../../test/store/sample-store.ts";
import { deleteJob } from "../../commands/jobs/delete-jobs.ts";
import { createFiles } from "../../commands/records/files.ts";
import { createUserDataList } from "../../commands/records/user-data.ts";
import { getJob, getJobs, type JobFilters, listJobs } from "./jobs.ts";

test("pages are slices of the whole, with consecutive ids and with gaps", async () => {
	await using sample = await sampleStore();
	const { store, id } = sample;
	let ids = await sample.addJobs(Array.from({ length: 9 }, () => ({})));
	for (const gap of [false, true]) {
		if (gap) {
			await sample.write((tx) => deleteJob(tx, ids[4] as number));
			ids = ids.filter((_, index) => index !== 4);
		}
		for (const reverse_sort of [false, true]) {
			const whole = reverse_sort ? ids.toReversed() : ids;
			for (let offset = 0; offset <= 10; offset++) {
				for (const limit of [0, 2, 20]) {
					const page = listJobs(store.reader, { workflow_id: id, offset, limit, reverse_sort });
					expect(page.items.map((job) => job.id)).toEqual(whole.slice(offset, offset + limit));
					expect(page.total_count).toBe(ids.length);
				}
			}
		}
	}
	expect(() => listJobs(store.reader, { workflow_id: id, offset: -1 })).toThrow("offset");
	expect(listJobs(store.reader, { workflow_id: id + 1 }).items).toEqual([]);
});

test("filters", async () => {
	await using sample = await sampleStore();
	const { id, store } = sample;
	const [file] = await sample.write((tx) => createFiles(tx, [{ workflow_id: id, name: "f", path: "f" }]));
	const f = file?.id as number;
	const [a, b, c, d] = (await sample.addJobs([
		{ name: "Load_A", output_file_ids: [f] },
		{ name: "use%b", command: "cat f", input_file_ids: [f] },
		{ name: "gpu", labels: ["gpu"] },
		{ name: "both", labels: ["gpu", "big"] },
	])) as [number, number, number, number];
	await sample.initialize();
	const find = (filters: Partial<JobFilters>) =>
		listJobs(store.reader, { workflow_id: id, ...filters }).items.map((job) => job.id);
	expect(find({ status: "blocked" })).toEqual([b]);
	expect(find({ status: "ready" })).toEqual([a, c, d]);
	expect(listJobs(store.reader, { workflow_id: id, status: "ready", limit: 1 }).total_count).toBe(3);
	expect(find({ needs_file_id: f })).toEqual([b]);
	expect(find({ upstream_job_id: a })).toEqual([b]);
	expect(find({ name: "load_" })).toEqual([a]);
	expect(find({ name: "e%" })).toEqual([b]);
	expect(find({ command: "CAT" })).toEqual([b]);
	expect(find({ labels: "gpu" })).toEqual([c]);
	expect(find({ labels: "big,gpu" })).toEqual([c, d]);
	expect(find({ labels: "" })).toEqual([a, b]);
	expect(find({ labels: "," })).toEqual([a, b]);
	expect(find({ origin_is_set: true })).toEqual([]);
	expect(find({ origin_is_set: false, status: "ready", sort_by: "name" })).toEqual([a, d, c]);
	expect(find({ active_compute_node_id: 1 })).toEqual([]);
});

test("relations are ascending, shared lists too, and null when empty", async () => {
	await using sample = await sampleStore({ env: { A: "1" } });
	const { id, store } = sample;
	const files = await sample.write((tx) =>
		createFiles(
			tx,
			["x", "y"].map((name) => ({ workflow_id: id, name, path: name })),
		),
	);
	const [x, y] = files.map((file) => file.id) as [number, number];
	const [data] = await sample.write((tx) => createUserDataList(tx, [{ workflow_id: id, name: "d" }]));
	const d = data?.id as number;
	const [a, b] = (await sample.addJobs([{ output_file_ids: [x] }, { output_user_data_ids: [d] }])) as [number, number];
	const [p, q] = (await sample.addJobs([
		{ name: "p", depends_on_job_ids: [b, a], input_file_ids: [y, x], labels: ["b", "a", "b"] },
		{ name: "q", depends_on_job_ids: [a, b], input_file_ids: [x, y], input_user_data_ids: [d], env: { B: "2" } },
	])) as [number, number];
	await sample.initialize();
	const listed = listJobs(store.reader, { workflow_id: id, include_relationships: true }).items;
	expect(listed.map((job) => job.depends_on_job_ids)).toEqual([null, null, [a, b], [a, b]]);
	expect(listed.map((job) => job.input_file_ids)).toEqual([null, null, [x, y], [x, y]]);
	expect(getJob(store.reader, a).output_file_ids).toEqual([x]);
	expect(getJob(store.reader, b).output_user_data_ids).toEqual([d]);
	expect(getJob(store.reader, p)).toMatchObject({ labels: ["a", "b"], env: { A: "1" }, input_user_data_ids: null });
	expect(getJob(store.reader, q)).toMatchObject({ labels: null, env: { A: "1", B: "2" }, input_user_data_ids: [d] });
	expect(getJobs(store.reader, [q, 999, a]).map((job) => job.id)).toEqual([q, a]);
	expect(() => getJob(store.reader, 999)).toThrow("Job not found with ID: 999");
});
