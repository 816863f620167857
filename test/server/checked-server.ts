// A server in this process, and a client that checks every answer against the contract.
import { type Client, connect } from "../../src/client/connect.ts";
import { BASE_PATH } from "../../src/contract/interface.ts";
import { operations } from "../../src/contract/operations.ts";
import type { RouteDeclaration } from "../../src/contract/route.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/start-server.ts";

export interface CheckedServer extends AsyncDisposable {
	readonly server: RunningServer;
	readonly client: Client;
	/** A request as it is, without the client. */
	request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function checkedServer(options: Partial<ServerOptions> = {}): Promise<CheckedServer> {
	const server = await startServer({ databasePath: ":memory:", ...options });
	const client = connect({ url: server.url, fetch: checked(server.fetch), user: "tester" });
	return {
		server,
		client,
		request: (method, path, body, headers = {}) =>
			server.fetch(
				new Request(server.url + path, {
					method,
					headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
					...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
				}),
			),
		[Symbol.asyncDispose]: () => server.close(),
	};
}

/** Fails on answers that do not fit the operation's declaration, or that carry fields it does not have. */
function checked(fetch: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
	return async (request) => {
		const response = await fetch(request);
		const declaration = declarationOf(request);
		if (response.status !== 200 || declaration?.reply === undefined) return response;
		const answer: unknown = await response.clone().json();
		const parsed = declaration.reply.safeParse(answer);
		if (!parsed.success)
			throw new Error(`${declaration.id} answered ${JSON.stringify(answer)}: ${parsed.error.message}`);
		const extra = undeclaredField(answer, parsed.data);
		if (extra !== null) throw new Error(`${declaration.id} answered the undeclared field ${extra}`);
		return response;
	};
}

/** The path of a field that the declaration does not have, or of a null that should be left out; null = there is none. */
function undeclaredField(answer: unknown, declared: unknown): string | null {
	if (typeof answer !== "object" || answer === null) return null;
	for (const [name, value] of Object.entries(answer)) {
		if (typeof declared !== "object" || declared === null || !(name in declared)) return name;
		const inner = undeclaredField(value, (declared as Record<string, unknown>)[name]);
		if (inner !== null) return `${name}.${inner}`;
	}
	return null;
}

function declarationOf(request: Request): RouteDeclaration | undefined {
	const path = new URL(request.url).pathname.slice(BASE_PATH.length);
	return Object.values(operations as Record<string, RouteDeclaration>).find(
		({ method, path: pattern }) =>
			method === request.method && new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
	);
}

/** A workflow with jobs `job0`, `job1`, … that depend on nothing, initialized; answers its id, its run and the jobs' ids. */
export async function readyWorkflow(
	client: Client,
	jobs: number,
): Promise<{ id: number; runId: number; jobIds: number[] }> {
	const { id } = await client.createWorkflow({ body: { name: "w", user: "tester" } });
	const records = Array.from({ length: jobs }, (_, index) => ({
		workflow_id: id as number,
		name: `job${index}`,
		command: `echo ${index}`,
	}));
	const created = jobs === 0 ? { jobs: [] } : await client.createJobs({ body: { jobs: records } });
	await client.resetWorkflowStatus({ params: { id: id as number } });
	await client.initializeJobs({ params: { id: id as number } });
	const { run_id } = await client.getWorkflow({ params: { id: id as number } });
	return { id: id as number, runId: run_id as number, jobIds: (created.jobs ?? []).map((job) => job.id as number) };
}

/** Registers a node; answers its id. */
export async function activeNode(client: Client, workflowId: number): Promise<number> {
	const node = await client.createComputeNode({
		body: {
			workflow_id: workflowId,
			hostname: "host",
			pid: 7,
			start_time: "2026-01-01T00:00:00Z",
			num_cpus: 4,
			memory_gb: 8,
			num_gpus: 0,
			num_nodes: 1,
			compute_node_type: "local",
			is_active: true,
		},
	});
	return node.id as number;
}
