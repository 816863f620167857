// Running jobs: throughput, the gap between a job and its dependent, signals in time.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiledTorc } from "./compiled-torc.ts";
import { manyJobs } from "./drafts.ts";
import { median, perSecond, type Row, timed } from "./row.ts";
import { scratchFolder } from "./server-process.ts";

const JOBS = 2_000;
const ROUNDS = 3;
const CHAIN = 60;

export async function running(): Promise<Row[]> {
	const torc = await compiledTorc();
	const folder = scratchFolder();
	const run: Run = (...args) =>
		void execFileSync(torc, ["run", ...args], { cwd: folder, env: { ...process.env, HOME: folder }, stdio: "ignore" });
	try {
		return [await throughput(folder, run), chain(folder, run), signalInTime(folder, run)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

type Run = (...args: string[]) => void;

async function throughput(folder: string, run: Run): Promise<Row> {
	writeFileSync(join(folder, "many.yaml"), manyJobs(JOBS));
	const shell = (line: string) => timed(() => execFileSync("sh", ["-c", line], { cwd: folder }));
	const rounds: { readonly bare: number; readonly shells: number; readonly ours: number }[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const bare = await shell(`seq ${JOBS} | xargs -P8 -n1 true`);
		const shells = await shell(
			`mkdir xargs${round}; seq ${JOBS} | xargs -P8 -I{} bash -c '${shellJob(`xargs${round}`)}'`,
		);
		const ours = await timed(() => run("many.yaml", "--max-parallel-jobs", "8"));
		rounds.push({ bare: bare.ms, shells: shells.ms, ours: ours.ms });
	}
	const of = (figure: (round: (typeof rounds)[number]) => number): number => median(rounds.map(figure));
	const ratio = of(({ bare, ours }) => bare / ours);
	const rate = (which: keyof (typeof rounds)[number]): number =>
		perSecond(
			JOBS,
			of((round) => round[which]),
		);
	const shellsRatio = of(({ bare, shells }) => bare / shells).toFixed(2);
	return {
		what: `torc run, ${JOBS} x true, 8 at once, monitoring on`,
		figure: `${rate("ours")} jobs/s, ${ratio.toFixed(2)} x xargs`,
		reference: `xargs ${rate("bare")}/s; its own bash and two files for each ${rate("shells")}/s, ${shellsRatio} x`,
		budget: ">= 0.8 x xargs",
		isMet: ratio >= 0.8,
	};
}

/** What a job is at least, without Torc: a shell, and a file for each stream. */
const shellJob = (folder: string): string => `exec >${folder}/{}.o 2>${folder}/{}.e; true`;

/** Each job writes when it starts and ends; the gap is from one's end to the next one's start. */
function chain(folder: string, run: Run): Row {
	const jobs = Array.from({ length: CHAIN }, (_, index) => {
		const after = index === 0 ? "" : `, depends_on: [j${index - 1}]`;
		return `  - {name: j${index}, command: "date +s%s%N >> chain.txt; date +e%s%N >> chain.txt"${after}}\n`;
	});
	writeFileSync(join(folder, "chain.yaml"), `name: chain\njobs:\n${jobs.join("")}`);
	run("chain.yaml");
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

function signalInTime(folder: string, run: Run): Row {
	const command =
		"trap 'date +%s.%N > signaled.txt; exit 0' TERM; echo $TORC_DEADLINE > planned.txt; while :; do sleep 0.05; done";
	writeFileSync(
		join(folder, "signal.yaml"),
		`name: signal\njobs:\n  - {name: j, command: "${command}", supports_termination: true}\n`,
	);
	run("signal.yaml", "--time-limit", "PT6S");
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
