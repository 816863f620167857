// A runner in what only looks like an allocation: TORC_FAKE_* name programs that stand for Slurm's, as existing test suites
// of Torc's users do. Real allocations are in test/slurm/.
import { expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { createFromDraft } from "../../src/client/create-from-draft.ts";
import { startServer } from "../../src/server/start-server.ts";
import { loadSpec } from "../../src/spec/load-spec.ts";

const RUNNER = resolve(import.meta.dir, "../../bin/torc-slurm-job-runner");

/** srun without Slurm: what follows its options is run; the name of the step is noted. */
const SRUN = `#!/bin/bash
while [[ $1 == --* ]]; do [[ $1 == --job-name=* ]] && echo "\${1#*=}" >> steps; shift; done
exec "$@"
`;
/** sacct: every step that was started has ended; the one of job 2 for its memory. */
const SACCT = `#!/bin/bash
while read -r name; do
	state=FAILED; [[ $name == *_j2_* ]] && state=OUT_OF_MEMORY
	echo "$name|2048K|4096K|1M|0|00:01.500|node1|$state"
done < steps
`;

const SPEC = `
name: hooks
execution_config: { mode: slurm }
jobs:
  - { name: fine, command: "echo $SLURM_STEP_GRES > fine.txt" }
  - { name: big, command: exit 1 }
  - { name: fails, command: exit 3 }
  - { name: gpu, command: "env | grep -c VISIBLE_DEVICES= > gpu.txt; true", resource_requirements: gpu }
resource_requirements: [{ name: gpu, num_cpus: 1, num_gpus: 1, memory: 1m }]
slurm_schedulers: [{ name: s, account: a, nodes: 1, walltime: "01:00:00" }]
`;

test("a runner with programs that stand for Slurm's", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
	const server = await startServer({ databasePath: ":memory:", port: 0 });
	try {
		const client = connect({ url: server.url, user: "tester" });
		const { draft } = loadSpec({
			text: SPEC,
			file: "x.yaml",
			baseDirectory: folder,
			user: "tester",
			resourceMonitoring: false,
		});
		const { workflow_id: id } = await createFromDraft(client, draft as NonNullable<typeof draft>);
		await client.initializeJobs({ params: { id } });
		for (const [name, text] of Object.entries({ srun: SRUN, sacct: SACCT })) {
			writeFileSync(join(folder, name), text, { mode: 0o755 });
		}
		const env = {
			...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SLURM|TORC)/.test(name))),
			PATH: "/usr/bin:/bin",
			SLURM_JOB_ID: "77",
			SLURM_NODEID: "0",
			SLURM_TASK_PID: "1",
			SLURM_CPUS_ON_NODE: "2",
			SLURM_JOB_NUM_NODES: "1",
			SLURM_JOB_GPUS: "0",
			TORC_FAKE_SBATCH: "/bin/false",
			TORC_FAKE_SQUEUE: "/bin/false",
			TORC_FAKE_SCANCEL: "/bin/false",
			TORC_FAKE_SCONTROL: "/bin/false",
			TORC_FAKE_SRUN: join(folder, "srun"),
			TORC_FAKE_SACCT: join(folder, "sacct"),
		};
		const runner = spawn(RUNNER, [server.url, String(id), "out"], { cwd: folder, env, stdio: "ignore" });
		expect(await new Promise((done) => runner.on("close", done))).toBe(0);
		const { items } = await client.listJobs({ query: { workflow_id: id } });
		expect(items.map(({ name, status }) => [name, status])).toEqual([
			["fine", "completed"],
			["big", "failed"],
			["fails", "failed"],
			["gpu", "completed"],
		]);
		const results = (await client.listResults({ query: { workflow_id: id } })).items;
		const codes = Object.fromEntries(results.map((result) => [result.job_name, result.return_code]));
		expect(codes).toEqual({ fine: 0, big: 137, fails: 3, gpu: 0 });
		expect(results.map((result) => result.peak_memory_bytes)).toEqual([2 ** 21, 2 ** 21, 2 ** 21, 2 ** 21]);
		const stats = (await client.listSlurmStats({ query: { workflow_id: id } })).items;
		expect(stats).toHaveLength(4);
		expect(stats[0]).toMatchObject({
			slurm_job_id: "77",
			ave_cpu_seconds: 1.5,
			node_list: "node1",
			max_disk_read_bytes: 2 ** 20,
		});
		expect(readdirSync(folder)).toContain("fine.txt");
		// Slurm tells a step its GPUs; an empty list of ours would hide them.
		expect(readFileSync(join(folder, "gpu.txt"), "utf8")).toBe("0\n");
		const [node] = (await client.listComputeNodes({ query: { workflow_id: id } })).items;
		expect(node).toMatchObject({
			compute_node_type: "slurm",
			num_cpus: 2,
			num_gpus: 1,
			num_nodes: 1,
			is_active: false,
		});
		const left = Date.parse(node?.end_time as string) - Date.now();
		expect(Math.round(left / 86_400_000)).toBe(10);
	} finally {
		await server.close();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}, 60_000);
