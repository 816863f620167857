// Pairs of jobs and of jobs and files: pages against the naive list of all pairs.
import { expect, test } from "bun:test";
import { sampleStore } from "../../../../test/store/sample-store.ts";
import { createFiles } from "../../commands/records/files.ts";
import { createUserDataList } from "../../commands/records/user-data.ts";
import { listJobDependencies } from "../jobs/job-dependencies.ts";
import { listRelationships } from "../records/item-relationships.ts";

test("dependencies: explicit and by files, each pair once, in any order", async () => {
	await using sample = await sampleStore();
	const { id, store } = sample;
	const [file] = await sample.write((tx) => createFiles(tx, [{ workflow_id: id, name: "f", path: "f" }]));
	const f = file?.id as number;
	const [a, b, c] = (await sample.addJobs([
		{ name: "z", output_file_ids: [f] },
		{ name: "y", output_file_ids: [f] },
		{ name: "x" },
	])) as [number, number, number];
	// d waits for a twice: by name and by the file.
	const [d, e, g] = (await sample.addJobs([
		{ name: "w", depends_on_job_ids: [a, c], input_file_ids: [f] },
		{ name: "v", input_file_ids: [f] },
		{ name: "u", depends_on_job_ids: [c, a] },
	])) as [number, number, number];
	await sample.initialize();
	const pairs = [
		[d, a],
		[d, b],
		[d, c],
		[e, a],
		[e, b],
		[g, a],
		[g, c],
	];
	const list = (query: object) => listJobDependencies(store.reader, id, query);
	const ids = (query: object) => list(query).items.map((pair) => [pair.job_id, pair.depends_on_job_id]);
	for (let offset = 0; offset <= 8; offset++) {
		for (const limit of [0, 1, 3, 100]) {
			expect(ids({ offset, limit })).toEqual(pairs.slice(offset, offset + limit));
			expect(ids({ offset, limit, reverse_sort: true })).toEqual(pairs.toReversed().slice(offset, offset + limit));
		}
	}
	expect(list({ limit: 2 })).toMatchObject({ total_count: 7, count: 2, has_more: true });
	expect(list({}).items[0]).toEqual({
		job_id: d,
		job_name: "w",
		depends_on_job_id: a,
		depends_on_job_name: "z",
		workflow_id: id,
	});
	expect(ids({ sort_by: "job_name" }).map(([job]) => job)).toEqual([g, g, e, e, d, d, d]);
	expect(ids({ sort_by: "depends_on_job_id" }).map(([, job]) => job)).toEqual([a, a, a, b, b, c, c]);
	expect(ids({ sort_by: "depends_on_job_name" }).map(([, job]) => job)).toEqual([c, c, b, b, a, a, a]);
	expect(list({ sort_by: "nope" }).sort_by_ignored).toBe(true);
	expect(list({ limit: 1e9, offset: -1 })).toMatchObject({ offset: 0, count: 7 });
	expect(() => listJobDependencies(store.reader, 99, {})).toThrow("Workflow not found with ID: 99");
});

test("relationships of files and user data", async () => {
	await using sample = await sampleStore();
	const { id, store } = sample;
	const files = await sample.write((tx) =>
		createFiles(
			tx,
			["unused", "read", "written", "both"].map((name) => ({ workflow_id: id, name, path: `/${name}` })),
		),
	);
	const [, read, written, both] = files.map((file) => file.id) as [number, number, number, number];
	const [data] = await sample.write((tx) => createUserDataList(tx, [{ workflow_id: id, name: "d" }]));
	const d = data?.id as number;
	const [p, q, r] = (await sample.addJobs([
		{ name: "p", output_file_ids: [written, both], output_user_data_ids: [d] },
		{ name: "q", output_file_ids: [both], input_file_ids: [read] },
		{ name: "r", input_file_ids: [read, both] },
	])) as [number, number, number];
	const rows = [
		[read, null, q],
		[read, null, r],
		[written, p, null],
		[both, p, r],
		[both, q, r],
	];
	const list = (query: object) => listRelationships(store.reader, id, "file", query);
	const ids = (query: object) =>
		list(query).items.map((row) => [row.file_id, row.producer_job_id ?? null, row.consumer_job_id ?? null]);
	for (let offset = 0; offset <= 6; offset++) {
		expect(ids({ offset, limit: 2 })).toEqual(rows.slice(offset, offset + 2));
		expect(ids({ offset, reverse_sort: true })).toEqual(rows.toReversed().slice(offset));
	}
	expect(list({ sort_by: "file_name" }).items.map((row) => row.file_name)).toEqual([
		"both",
		"both",
		"read",
		"read",
		"written",
	]);
	expect(list({ limit: 1, offset: 3 }).items).toEqual([
		{
			file_id: both,
			file_name: "both",
			file_path: "/both",
			producer_job_id: p,
			producer_job_name: "p",
			consumer_job_id: r,
			consumer_job_name: "r",
			workflow_id: id,
		},
	]);
	expect(list({ sort_by: "producer_job_id" }).sort_by_ignored).toBe(true);
	expect(listRelationships(store.reader, id, "user_data", {}).items).toEqual([
		{
			user_data_id: d,
			user_data_name: "d",
			producer_job_id: p,
			producer_job_name: "p",
			consumer_job_id: null,
			consumer_job_name: null,
			workflow_id: id,
		},
	]);
});
