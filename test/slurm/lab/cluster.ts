// A real Slurm cluster for a test file: started once, ended with every process it ever had.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ClusterOptions {
	readonly nodes?: number;
	readonly cpus?: number;
	readonly memoryMb?: number;
	readonly gpus?: number;
	readonly proctrack?: "cgroup" | "linuxproc";
	readonly accounting?: boolean;
	/** The controller looks at time limits every second instead of every 30 s. Default true. */
	readonly fastTicks?: boolean;
	readonly killWaitSeconds?: number;
	/** GraceTime of the partitions whose jobs are preempted. */
	readonly graceSeconds?: number;
}

export interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ShownState {
	readonly state: string;
	readonly exitCode: string;
	readonly endTime: number | null;
	readonly text: string;
}

const SCRIPT = join(import.meta.dir, "cluster.sh");
let clusters = 0;

export class Cluster {
	readonly directory: string;
	/** For every program that talks to this cluster. */
	readonly env: Record<string, string>;
	readonly nodeNames: readonly string[];
	private wrapperPath: string | null = null;

	private constructor(directory: string, nodeNames: readonly string[]) {
		this.directory = directory;
		this.nodeNames = nodeNames;
		const env = Object.entries(process.env).filter(([name]) => !/^(SLURM|SBATCH)/.test(name));
		this.env = {
			...(Object.fromEntries(env) as Record<string, string>),
			SLURM_CONF: join(directory, "etc/slurm.conf"),
		};
		this.env.USER ??= "root";
	}

	static async start(options: ClusterOptions = {}): Promise<Cluster> {
		// Short: unix sockets allow 108 characters.
		const directory = mkdtempSync(join(tmpdir(), "ts-"));
		const prefix = `t${process.pid.toString(36)}x${++clusters}n`;
		const nodes = options.nodes ?? 1;
		const names = Array.from({ length: nodes }, (_, index) => `${prefix}${index + 1}`);
		const cluster = new Cluster(directory, names);
		const { code, stderr } = await cluster.script(["up", "--prefix", prefix, ...upArguments(options, nodes)]);
		if (code !== 0) {
			await cluster.down();
			throw new Error(`the test cluster did not start: ${stderr}`);
		}
		return cluster;
	}

	/** Puts a folder before PATH, for programs that stand in front of Slurm's. */
	prependPath(folder: string): void {
		this.wrapperPath = folder;
		this.env.PATH = `${folder}:${this.env.PATH}`;
	}

	run(command: readonly string[], cwd = this.directory): Promise<Outcome> {
		return execute(command, { ...this.env, SLURM_TIME_FORMAT: "%s" }, cwd);
	}

	/** Moves the end of a job to so many seconds from now. */
	async setEnd(jobId: string, seconds: number): Promise<void> {
		const at = new Date(Date.now() + seconds * 1000);
		const two = (n: number): string => String(n).padStart(2, "0");
		const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
		const end = `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
		const { code, stderr } = await execute(["scontrol", "update", `JobId=${jobId}`, `EndTime=${end}`], this.env, "/");
		if (code !== 0) throw new Error(stderr);
	}

	async show(jobId: string): Promise<ShownState> {
		const { stdout } = await this.run(["scontrol", "-o", "show", "job", jobId]);
		const field = (name: string): string => new RegExp(`(?:^|\\s)${name}=(\\S*)`).exec(stdout)?.[1] ?? "";
		const end = Number(field("EndTime"));
		const endTime = Number.isNaN(end) || end === 0 ? null : end * 1000;
		return { state: field("JobState"), exitCode: field("ExitCode"), endTime, text: stdout };
	}

	/** Waits until the job's state is one of these; fails after the limit. */
	async waitForState(jobId: string, states: readonly string[], limitMs = 60_000): Promise<ShownState> {
		const until = Date.now() + limitMs;
		for (;;) {
			const shown = await this.show(jobId);
			if (states.includes(shown.state)) return shown;
			if (Date.now() > until) throw new Error(`Slurm job ${jobId} is ${shown.state}, not ${states.join(" or ")}`);
			await Bun.sleep(100);
		}
	}

	killNode = (name: string): Promise<Outcome> => this.script(["node-kill", name]);
	startNode = (name: string): Promise<Outcome> => this.script(["node-start", name]);
	stopController = (): Promise<Outcome> => this.script(["ctld-stop"]);
	startController = (): Promise<Outcome> => this.script(["ctld-start"]);

	async down(): Promise<void> {
		await this.script(["down"]);
		if (this.wrapperPath !== null) rmSync(this.wrapperPath, { recursive: true, force: true });
		rmSync(this.directory, { recursive: true, force: true });
	}

	private script(args: readonly string[]): Promise<Outcome> {
		return execute(["bash", SCRIPT, this.directory, ...args], process.env, "/");
	}
}

function upArguments(options: ClusterOptions, nodes: number): string[] {
	const words = ["--nodes", String(nodes)];
	const add = (flag: string, value: number | string | undefined): void => {
		if (value !== undefined) words.push(flag, String(value));
	};
	add("--cpus", options.cpus);
	add("--mem", options.memoryMb);
	add("--gpus", options.gpus);
	add("--proctrack", options.proctrack);
	add("--kill-wait", options.killWaitSeconds);
	add("--grace", options.graceSeconds);
	if (options.accounting) words.push("--accounting");
	if (options.fastTicks !== false) words.push("--fast-ticks");
	return words;
}

function execute(
	command: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
	cwd: string,
): Promise<Outcome> {
	const [program = "", ...args] = command;
	return new Promise((resolve) => {
		execFile(program, args, { env, cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
			const { code = 1 } = (error ?? { code: 0 }) as { readonly code?: unknown };
			resolve({ code: typeof code === "number" ? code : 1, stdout, stderr });
		});
	});
}
