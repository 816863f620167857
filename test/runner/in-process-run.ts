// A workflow run by the real runner against the real server, both in this process: a test sees every request and
// may keep the server away.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, connect } from "../../src/client/connect.ts";
import { createFromDraft } from "../../src/client/create-from-draft.ts";
import { runWorkflow } from "../../src/runner/run-workflow.ts";
import type { RunnerOptions, RunnerOutcome } from "../../src/runner/runner-options.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { loadSpec } from "../../src/spec/load-spec.ts";

export interface Result {
	readonly job_name?: string | null | undefined;
	readonly status: string;
	readonly return_code: number;
	readonly attempt_id?: number | null | undefined;
	readonly peak_memory_bytes?: number | null | undefined;
	readonly exec_time_minutes: number;
	readonly signal_lead_seconds?: number | null | undefined;
}

export class InProcessRun implements AsyncDisposable {
	readonly folder: string;
	readonly client: Client;
	/** Requests of the runner that reached the way to the server. */
	syncs = 0;
	/** While set, the server does not answer. */
	away = false;
	/** The runner's answers come so many milliseconds late. */
	lateMs = 0;
	workflowId = 0;
	private readonly server: RunningServer;
	private line = new AbortController();

	private constructor(server: RunningServer, folder: string) {
		this.server = server;
		this.folder = folder;
		this.client = connect({ url: server.url, user: "tester", fetch: (request) => this.pass(request) });
	}

	static async open(): Promise<InProcessRun> {
		const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
		return new InProcessRun(await startServer({ databasePath: ":memory:", port: 0 }), folder);
	}

	/** From now on the server is away, and what is under way to it is lost on both sides. */
	cutOff(): void {
		this.away = true;
		this.line.abort();
		this.line = new AbortController();
	}

	/** A way to the server that stays open while it is away for the runner. */
	beside(): Client {
		return connect({ url: this.server.url, user: "tester", fetch: (request) => this.server.fetch(request) });
	}

	get output(): string {
		return join(this.folder, "out");
	}

	/** Creates and initializes the workflow of a YAML text; `OUT/` in it is the output folder. */
	async create(yaml: string): Promise<void> {
		const text = yaml.replaceAll("OUT/", `${this.output}/`);
		const input = { text, file: "test.yaml", baseDirectory: this.folder, user: "tester" };
		const { draft, diagnostics } = loadSpec({ ...input, resourceMonitoring: true });
		if (draft === null) throw new Error(JSON.stringify(diagnostics));
		this.workflowId = (await createFromDraft(this.client, draft)).workflow_id;
		await this.client.initializeJobs({ params: { id: this.workflowId } });
	}

	run(options: Partial<RunnerOptions> = {}): Promise<RunnerOutcome> {
		return runWorkflow({
			client: this.client,
			workflowId: this.workflowId,
			apiUrl: this.server.url,
			outputDirectory: this.output,
			capacity: { numCpus: 8, memoryBytes: 2 ** 33 },
			...options,
		});
	}

	/** Every result of every attempt, by the job's name in order of attempts. */
	async results(): Promise<Record<string, Result[]>> {
		const { items } = await this.client.listResults({ query: { workflow_id: this.workflowId, all_runs: true } });
		const byName: Record<string, Result[]> = {};
		for (const item of items as readonly Result[]) {
			byName[item.job_name ?? ""] ??= [];
			byName[item.job_name ?? ""]?.push(item);
		}
		return byName;
	}

	async statuses(): Promise<Record<string, string | null | undefined>> {
		const { items } = await this.client.listJobs({ query: { workflow_id: this.workflowId } });
		return Object.fromEntries(items.map((job) => [job.name, job.status]));
	}

	/** Text of the only file in the output folder whose path matches. */
	text(pattern: RegExp): string {
		const paths = readdirSync(this.output, { recursive: true, encoding: "utf8" }).filter((path) => pattern.test(path));
		if (paths.length !== 1) throw new Error(`${paths.length} files match ${pattern}: ${paths}`);
		return readFileSync(join(this.output, paths[0] as string), "utf8");
	}

	/** Waits until a condition holds; fails after 20 s. */
	async until(condition: () => boolean): Promise<void> {
		for (let tries = 0; tries < 2000; tries++) {
			if (condition()) return;
			await Bun.sleep(10);
		}
		throw new Error("the condition never held");
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.server.close();
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	private async pass(request: Request): Promise<Response> {
		const isSync = request.url.endsWith("/sync");
		if (isSync) this.syncs++;
		if (this.away) throw new TypeError("connection refused (by the test)");
		const line = this.line.signal;
		const cut = new Promise<never>((_, reject) => {
			line.addEventListener("abort", () => reject(new TypeError("connection lost (by the test)")));
		});
		const signal = AbortSignal.any([request.signal, line]);
		const response = await Promise.race([this.server.fetch(new Request(request, { signal })), cut]);
		if (isSync && this.lateMs > 0) await Bun.sleep(this.lateMs);
		return response;
	}
}
