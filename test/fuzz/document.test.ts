// Requests made at random from the OpenAPI document: no 500, and no answer that the document does not allow.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { startServer } from "../../src/server/start-server.ts";
import { pythonMissing, pythonProgram } from "../python/install.ts";
import { createSample } from "../server/create-sample.ts";

/** Given: so many seconds of requests by TORC_FUZZ_SEED, others each time. Not given: the same requests every time. */
const SECONDS = Number(process.env.TORC_FUZZ_SECONDS ?? 0);
const BOUNDS =
	SECONDS > 0
		? ["--max-time", String(SECONDS), "--seed", process.env.TORC_FUZZ_SEED ?? "1"]
		: ["--generation-deterministic", "--max-examples", "20"];
const USUAL_SECONDS = 300;

const missing = pythonMissing();
if (missing !== null) console.warn(`SKIPPED requests made from the document: ${missing}`);

test.skipIf(missing !== null)(
	SECONDS > 0 ? `${SECONDS} seconds of requests from the document` : "requests from the document",
	async () => {
		const folder = mkdtempSync(join(tmpdir(), "torc-fuzz-"));
		const faults: string[] = [];
		const log = (message: string): void => {
			if (message.includes("error in request")) faults.push(message);
		};
		try {
			await using server = await startServer({ databasePath: join(folder, "torc.db"), port: 0, log });
			await createSample(connect({ url: server.url, user: "tester" }));
			const { exitCode, output } = await schemathesis(folder, server.url);
			if (exitCode !== 0) console.log(output);
			expect({ exitCode, faults }).toEqual({ exitCode: 0, faults: [] });
			expect(output).toMatch(/ \d{3,} generated, /);
			const client = connect({ url: server.url });
			expect(await client.ping()).toEqual({ status: "ok" });
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
	((SECONDS || USUAL_SECONDS) + 120) * 1000,
);

async function schemathesis(folder: string, url: string): Promise<{ exitCode: number; output: string }> {
	const settings = ["--config-file", join(import.meta.dir, "schemathesis.toml")];
	const bounds = [...BOUNDS, "--request-timeout", "30"];
	const output = ["--no-color", "--warnings", "off", "--continue-on-failure"];
	const child = Bun.spawn(
		[pythonProgram("schemathesis"), ...settings, "run", `${url}/openapi.json`, ...bounds, ...output],
		{
			cwd: folder,
			env: { ...process.env, HOME: folder, PYTHONPATH: import.meta.dir, SCHEMATHESIS_HOOKS: "request_hooks" },
			stdin: "ignore",
			stdout: "pipe",
			stderr: "pipe",
		},
	);
	const [text, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
	return { exitCode: await child.exited, output: text + errors };
}
