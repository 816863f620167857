// The examples of the checkpointing guide on a real Slurm, as they stand in the document: interrupted and continued they give
// what an uninterrupted run gives.
import { expect, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { namedFiles } from "../docs/code-blocks.ts";
import { oneCluster } from "./one-cluster.ts";

const FILES = namedFiles("docs/how-to/checkpoint-examples.md");

const { cluster, torc } = await oneCluster({ cpus: 4, memoryMb: 4000, proctrack: "cgroup" });

interface Example {
	readonly spec: string;
	readonly job: string;
	/** The program alone, without Torc, and its result. */
	readonly alone: readonly [string, ...string[]];
	readonly env: Readonly<Record<string, string>>;
	readonly output: string;
	/** Whether somebody has to say that it goes on. */
	readonly submitAgain: boolean;
}

const EXAMPLES: readonly Example[] = [
	{
		spec: "count.yaml",
		job: "count",
		alone: ["bash", "count.sh"],
		env: { STEPS: "100" },
		output: "total.txt",
		submitAgain: true,
	},
	{
		spec: "train.yaml",
		job: "train",
		alone: ["python3", "train.py"],
		env: { EPOCHS: "100" },
		output: "model.json",
		submitAgain: false,
	},
];

for (const example of EXAMPLES) {
	test.concurrent(example.spec, async () => {
		const { spec, job, alone, env, output, submitAgain } = example;
		const folder = torc.place(job, FILES);
		const { id, slurmJobs } = await torc.submit(folder, spec);
		const explain = () => torc.explain(id, folder);
		await torc.until("the job runs", async () => (await torc.statuses(id))[job] === "running", { explain });
		await Bun.sleep(4_000);
		await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJobs[0] as string]);
		await torc.until("its end is reported", async () => (await torc.results(id)).length > 0, { explain });
		const [stopped] = await torc.results(id);
		expect([stopped?.job_name, stopped?.status, stopped?.return_code]).toEqual([job, "terminated", 0]);
		if (submitAgain) expect((await torc.torc(folder, "submit", String(id))).code).toBe(0);
		await torc.untilCompleted(id, folder);
		const uninterrupted = torc.place(`${job}-alone`, FILES);
		const checkpoints = join(uninterrupted, "checkpoints");
		mkdirSync(checkpoints);
		const [program, ...words] = alone;
		const variables = { ...process.env, ...env, TORC_CHECKPOINT_DIR: checkpoints, TORC_RESTART_COUNT: "0" };
		execFileSync(program, words, { cwd: uninterrupted, env: variables, stdio: "ignore" });
		const [expected, actual] = [uninterrupted, folder].map((place) => readFileSync(join(place, output), "utf8"));
		expect(actual).toBe(expected as string);
	}, 150_000);
}
