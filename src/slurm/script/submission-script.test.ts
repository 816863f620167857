// The batch script, line by line: fixed order, everything quoted, `extra` verbatim and last.
import { expect, test } from "bun:test";
import { jitterWindow, startDelayMs } from "./start-jitter.ts";
import { type ScriptInput, submissionScript } from "./submission-script.ts";

const INPUT: ScriptInput = {
	scheduler: { id: 3, workflow_id: 7, name: "s", account: "acct", nodes: 2, walltime: "04:00:00" },
	defaults: null,
	jobName: "wf7_1_1",
	outputDirectory: "/data/out",
	workflowId: 7,
	serialize: false,
	program: ["/opt/torc/torc-slurm-job-runner"],
	url: "http://head:8080/torc-service/v1",
	oneWorkerPerNode: false,
	pollInterval: 30,
	maxParallelJobs: null,
	claimBackoffMaxSecs: null,
	tlsCaCert: null,
	tlsInsecure: false,
	startupDelaySeconds: 0,
};
const script = (change: Partial<ScriptInput> = {}): string[] => submissionScript({ ...INPUT, ...change }).split("\n");
const directives = (change: Partial<ScriptInput> = {}): string[] =>
	script(change).filter((line) => line.startsWith("#SBATCH"));
const scheduler = (change: object) => ({ scheduler: { ...INPUT.scheduler, ...change } });

test("a plain script: the runner replaces the shell", () => {
	expect(script()).toEqual([
		"#!/bin/bash",
		"#SBATCH --account=acct",
		"#SBATCH --job-name=wf7_1_1",
		"#SBATCH --time=04:00:00",
		"#SBATCH --output=/data/out/slurm_output_wf7_sl%j.o",
		"#SBATCH --error=/data/out/slurm_output_wf7_sl%j.e",
		"#SBATCH --nodes=2",
		"",
		"# Steps name their memory themselves: beside it srun takes neither of these. The runner counts by the first.",
		"export TORC_MEM_PER_CPU=${SLURM_MEM_PER_CPU-}",
		"unset SLURM_MEM_PER_CPU SLURM_MEM_PER_GPU",
		"# A warning that comes before the runner listens must not end it: it goes by its own clock then.",
		"trap '' TERM",
		"",
		"exec /opt/torc/torc-slurm-job-runner http://head:8080/torc-service/v1 7 /data/out --poll-interval 30",
		"",
	]);
});

test("every field of a scheduler, defaults before them by name, extra last", () => {
	const everything = {
		partition: "p",
		qos: "q",
		gres: "gpu:2",
		mem: "10g",
		tmp: "1g",
		ntasks_per_node: 4,
		extra: "--signal=B:TERM@300 -C 'a b'",
	};
	const defaults = {
		mail_type: "END",
		exclusive: true,
		requeue: false,
		Nice: 5,
		qos: "other",
		list: ["a"],
		nothing: null,
	};
	expect(directives({ ...scheduler(everything), defaults, serialize: true }).slice(5)).toEqual([
		"#SBATCH --Nice=5",
		"#SBATCH --exclusive",
		"#SBATCH --mail-type=END",
		"#SBATCH --nodes=2",
		"#SBATCH --partition=p",
		"#SBATCH --qos=q",
		"#SBATCH --gres=gpu:2",
		"#SBATCH --mem=10g",
		"#SBATCH --tmp=1g",
		"#SBATCH --ntasks-per-node=4",
		"#SBATCH --dependency=singleton",
		"#SBATCH --signal=B:TERM@300 -C 'a b'",
	]);
});

test("a chain is one, whatever the defaults depend on; without a chain they may", () => {
	const defaults = { dependency: "afterok:5" };
	expect(directives({ defaults, serialize: true }).at(-1)).toBe("#SBATCH --dependency=singleton");
	expect(directives({ defaults })).toContain("#SBATCH --dependency=afterok:5");
});

test("what the scheduler decides is no default", () => {
	const defaults = { Time: "1", "job-name": "x", job_name: "y", mem: "1", nodes: 9, account: "theirs" };
	expect(directives({ defaults })).toEqual(directives());
	expect(directives({ ...scheduler({ account: "" }), defaults })[0]).toBe("#SBATCH --account=theirs");
});

test("extra is one line", () => {
	expect(script(scheduler({ extra: "--exclusive\nrm -rf x" })).filter((line) => line.includes("rm -rf"))).toEqual([
		"#SBATCH --exclusive rm -rf x",
	]);
});

test("names and paths with blanks, quotes and percent signs", () => {
	const odd = { jobName: "it's mine", outputDirectory: "/w/100% out", program: ["/opt/my torc/run"] };
	const lines = script({ ...odd, ...scheduler({ account: "a b" }), tlsCaCert: "/c a/$x.pem" });
	expect(lines).toContain("#SBATCH --account='a b'");
	expect(lines).toContain("#SBATCH --job-name='it'\\''s mine'");
	expect(lines).toContain("#SBATCH --output='/w/100%% out/slurm_output_wf7_sl%j.o'");
	expect(lines.at(-2)).toBe(
		"exec '/opt/my torc/run' http://head:8080/torc-service/v1 7 '/w/100% out' --poll-interval 30 --tls-ca-cert '/c a/$x.pem'",
	);
});

test("all arguments of the runner, in the order of the contract", () => {
	const all = {
		maxParallelJobs: 4,
		claimBackoffMaxSecs: 60,
		tlsCaCert: "/ca",
		tlsInsecure: true,
		startupDelaySeconds: 10,
		oneWorkerPerNode: true,
	};
	expect(script(all).at(-2)).toEndWith(
		"7 /data/out --poll-interval 30 --max-parallel-jobs 4 --claim-backoff-max-secs 60 --tls-ca-cert /ca --tls-insecure --startup-delay-seconds 10 --start-one-worker-per-node",
	);
});

test("runners that start together spread their start", () => {
	expect([0, 1, 2, 10, 11, 55, 100, 101, 5000].map(jitterWindow)).toEqual([0, 0, 2, 10, 10, 35, 60, 60, 60]);
	const delays = Array.from({ length: 50 }, (_, n) => startDelayMs(10, ["node", String(n)]));
	expect(Math.max(...delays)).toBeLessThan(10_000);
	expect(new Set(delays).size).toBeGreaterThan(40);
	expect(startDelayMs(10, ["node", "1"])).toBe(delays[1] as number);
	expect(startDelayMs(0, ["node"])).toBe(0);
});
