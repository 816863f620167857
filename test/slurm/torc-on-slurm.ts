// A server, a folder and the torc program for a test on a real cluster.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { allPages } from "../../src/client/all-pages.ts";
import { type Client, connect } from "../../src/client/connect.ts";
import type { Cluster, Outcome } from "./lab/cluster.ts";

const BIN = resolve(import.meta.dir, "../../bin");

export class TorcOnSlurm {
	readonly cluster: Cluster;
	readonly folder: string;
	client!: Client;
	private port = 0;
	private server: ReturnType<typeof spawn> | null = null;

	private constructor(cluster: Cluster) {
		this.cluster = cluster;
		this.folder = mkdtempSync(join(tmpdir(), "torc-slurm-"));
	}

	static async start(cluster: Cluster): Promise<TorcOnSlurm> {
		const torc = new TorcOnSlurm(cluster);
		await torc.startServer();
		return torc;
	}

	/** Again on the same database and port after `killServer`. */
	async startServer(): Promise<void> {
		const database = join(this.folder, "server.db");
		const args = ["run", "--host", "127.0.0.1", "--port", String(this.port), "--database", database];
		const server = spawn(join(BIN, "torc-server"), args, {
			stdio: ["ignore", "pipe", "inherit"],
			env: this.cluster.env,
		});
		this.server = server;
		this.port = await new Promise<number>((done, failed) => {
			let text = "";
			server.stdout.on("data", (chunk: Buffer) => {
				text += chunk.toString();
				const port = /TORC_SERVER_PORT=(\d+)/.exec(text)?.[1];
				if (port !== undefined) done(Number(port));
			});
			server.on("exit", () => failed(new Error(`the server ended: ${text}`)));
		});
		const url = `http://127.0.0.1:${this.port}/torc-service/v1`;
		this.cluster.env.TORC_API_URL = url;
		this.client = connect({ url });
	}

	async killServer(): Promise<void> {
		const { server } = this;
		this.server = null;
		if (server === null || server.exitCode !== null) return;
		const ended = new Promise((done) => server.once("exit", done));
		server.kill("SIGKILL");
		await ended;
	}

	async stop(): Promise<void> {
		await this.killServer();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** A folder of its own for one workflow. */
	place(name: string, files: Readonly<Record<string, string>>): string {
		const folder = join(this.folder, name);
		mkdirSync(folder, { recursive: true });
		for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
		return folder;
	}

	torc(folder: string, ...args: string[]): Promise<Outcome> {
		return this.torcWith({}, folder, ...args);
	}

	/** With other variables beside the cluster's. */
	torcWith(more: Readonly<Record<string, string>>, folder: string, ...args: string[]): Promise<Outcome> {
		const env = { ...this.cluster.env, HOME: this.folder, NO_COLOR: "1", ...more };
		return new Promise((done) => {
			execFile(join(BIN, "torc"), args, { cwd: folder, env }, (error, stdout, stderr) => {
				const { code = 1 } = (error ?? { code: 0 }) as { readonly code?: unknown };
				done({ code: typeof code === "number" ? code : 1, stdout, stderr });
			});
		});
	}

	/** Submits a specification; answers the workflow's and Slurm's ids. */
	async submit(folder: string, spec: string): Promise<{ readonly id: number; readonly slurmJobs: readonly string[] }> {
		const outcome = await this.torc(folder, "-f", "json", "submit", spec);
		if (outcome.code !== 0) throw new Error(`torc submit: ${outcome.stderr}${outcome.stdout}`);
		const { workflow_id, slurm_job_ids } = JSON.parse(outcome.stdout);
		return { id: workflow_id, slurmJobs: slurm_job_ids };
	}

	/** Status of each job by name. */
	async statuses(workflowId: number): Promise<Record<string, string>> {
		const jobs = await Array.fromAsync(allPages(this.client.listJobs, { query: { workflow_id: workflowId } }));
		return Object.fromEntries(jobs.map((job) => [job.name, job.status ?? ""]));
	}

	/** Every result of every attempt. */
	async results(workflowId: number) {
		const query = { workflow_id: workflowId, all_runs: true };
		return Array.fromAsync(allPages(this.client.listResults, { query }));
	}

	/** The error says what was waited for, and what `explain` knows. */
	async until(
		what: string,
		condition: () => Promise<boolean> | boolean,
		{ limitMs = 60_000, explain }: { readonly limitMs?: number; readonly explain?: () => Promise<string> } = {},
	): Promise<void> {
		const until = Date.now() + limitMs;
		while (!(await condition())) {
			if (Date.now() > until) throw new Error(`not within ${limitMs} ms: ${what}; ${(await explain?.()) ?? ""}`);
			await Bun.sleep(100);
		}
	}

	/** Waits until every job of the workflow has completed. */
	async untilCompleted(workflowId: number, folder: string, limitMs = 60_000): Promise<void> {
		const isDone = async () => Object.values(await this.statuses(workflowId)).every((status) => status === "completed");
		await this.until("everything has completed", isDone, { limitMs, explain: () => this.explain(workflowId, folder) });
	}

	/** How things stand: the jobs, Slurm's queue, the runners' logs. */
	async explain(workflowId: number, folder: string): Promise<string> {
		const statuses = JSON.stringify(await this.statuses(workflowId));
		const { stdout } = await this.cluster.run(["scontrol", "-o", "show", "job"]);
		const jobs = stdout.replaceAll(/^.*(JobId=\d+).*(JobState=\S+ Reason=\S+).*(ExitCode=\S+).*$/gm, "$1 $2 $3");
		return `${statuses}\n${jobs}\n${this.logs(folder)}`;
	}

	/** Text of the runners' logs. */
	logs(folder: string): string {
		const output = join(folder, "torc_output");
		const names = readdirSync(output).filter((name) => /^(job_runner|slurm_output)/.test(name));
		return names.map((name) => `== ${name}\n${readFileSync(join(output, name), "utf8")}`).join("\n");
	}
}
