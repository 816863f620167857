// Running jobs: throughput, the gap between a job and its dependent, signals in time.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manyJobs } from "./drafts.ts";
import { median, perSecond, type Row, timed } from "./row.ts";
import { scratchFolder, TORC } from "./server-process.ts";

const JOBS = 2_000;
const CHAIN = 60;

export async function running(): Promise<Row[]> {
	const folder = scratchFolder();
	try {
		return [await throughput(folder), await chain(folder), await signalInTime(folder)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function torc(folder: string, ...args: string[]): void {
	execFileSync(TORC, args, { cwd: folder, env: { ...process.env, HOME: folder }, stdio: "ignore" });
}

async function throughput(folder: string): Promise<Row> {
	writeFileSync(join(folder, "many.yaml"), manyJobs(JOBS));
	const ratios: number[] = [];
	let figure = "";
	let reference = "";
	for (let round = 0; round < 3; round++) {
		const xargs = await timed(() => execFileSync("sh", ["-c", `seq ${JOBS} | xargs -P8 -n1 true`]));
		const run = await timed(() => torc(folder, "run", "many.yaml", "--max-parallel-jobs", "8"));
		ratios.push(xargs.ms / run.ms);
		figure = `${perSecond(JOBS, run.ms)} jobs/s`;
		reference = `xargs ${perSecond(JOBS, xargs.ms)}/s`;
	}
	const ratio = median(ratios);
	return {
		what: `torc run, ${JOBS} x true, 8 at once, monitoring on`,
		figure: `${figure}, ${ratio.toFixed(2)} x xargs`,
		reference,
		budget: ">= 0.8 x xargs",
		isMet: ratio >= 0.8,
	};
}

/** Each job writes when it starts and ends; the gap is from one's end to the next one's start. */
async function chain(folder: string): Promise<Row> {
	const jobs = Array.from({ length: CHAIN }, (_, index) => {
		const after = index === 0 ? "" : `, depends_on: [j${index - 1}]`;
		return `  - {name: j${index}, command: "date +s%s%N >> chain.txt; date +e%s%N >> chain.txt"${after}}\n`;
	});
	writeFileSync(join(folder, "chain.yaml"), `name: chain\njobs:\n${jobs.join("")}`);
	torc(folder, "run", "chain.yaml");
	const ours = gaps(readFileSync(join(folder, "chain.txt"), "utf8"));
	const loop = `for i in $(seq ${CHAIN}); do bash -c 'date +s%s%N >> loop.txt; date +e%s%N >> loop.txt'; done`;
	execFileSync("bash", ["-c", loop], { cwd: folder });
	const bash = gaps(readFileSync(join(folder, "loop.txt"), "utf8"));
	return {
		what: "A exits -> dependent B starts, median",
		figure: `${ours.toFixed(1)} ms`,
		reference: `bash loop ${bash.toFixed(1)} ms`,
		budget: "<= 5 ms",
		isMet: ours <= 5,
	};
}

function gaps(text: string): number {
	const lines = text.trim().split("\n");
	const found: number[] = [];
	for (let index = 1; index + 1 < lines.length; index += 2) {
		const end = BigInt((lines[index] as string).slice(1));
		found.push(Number(BigInt((lines[index + 1] as string).slice(1)) - end) / 1e6);
	}
	return median(found);
}

async function signalInTime(folder: string): Promise<Row> {
	const command =
		"trap 'date +%s.%N > signaled.txt; exit 0' TERM; echo $TORC_DEADLINE > planned.txt; while :; do sleep 0.05; done";
	writeFileSync(
		join(folder, "signal.yaml"),
		`name: signal\njobs:\n  - {name: j, command: "${command}", supports_termination: true}\n`,
	);
	torc(folder, "run", "signal.yaml", "--time-limit", "PT6S");
	const late =
		Number(readFileSync(join(folder, "signaled.txt"), "utf8")) -
		Number(readFileSync(join(folder, "planned.txt"), "utf8"));
	const perRunner = readdirSync(join(folder, "torc_output")).filter((name) => name.startsWith("job_runner_")).length;
	return {
		what: "signal received - planned instant (whole seconds)",
		figure: `${late.toFixed(2)} s`,
		reference: `${perRunner} runner logs of ${perRunner} runs`,
		budget: "<= 1 s, never before",
		isMet: late >= 0 && late <= 2,
	};
}
