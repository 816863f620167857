// torc monitor-node samples this machine without a server and ends on a signal with everything written.

import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

async function watch(scratch: Scratch, signal: NodeJS.Signals, ...flags: string[]) {
	const torc = scratch.start(["-f", "json", "monitor-node", "-i", "1", "-o", "out", ...flags]);
	const folder = join(scratch.path, "out/resource_utilization");
	const samples = (): number => {
		try {
			const [name = ""] = readdirSync(folder).filter((each) => each.endsWith(".db"));
			return name === "" ? 0 : 1;
		} catch {
			return 0;
		}
	};
	await until(() => samples() > 0);
	await Bun.sleep(2_200);
	torc.kill(signal);
	const { exitCode, stdout, stderr } = await torc.finished;
	expect(`${exitCode} ${stderr}`).toStartWith("0");
	const answer = JSON.parse(stdout) as { database: string; sample_count: number; peak_memory_bytes: number };
	return { answer, database: new Database(answer.database, { readonly: true }) };
}

test("every sample and the summary", async () => {
	using scratch = new Scratch();
	const { answer, database } = await watch(scratch, "SIGUSR1");
	expect(answer.database).toMatch(/resource_metrics_monitor_h[^/]+\.db$/);
	const rows = database
		.query("SELECT timestamp, cpu_percent, memory_bytes, total_memory_bytes FROM system_resource_samples")
		.all();
	expect(rows).toHaveLength(answer.sample_count);
	expect(answer.sample_count).toBeGreaterThanOrEqual(2);
	expect(answer.peak_memory_bytes).toBeGreaterThan(2 ** 20);
	expect(database.query("SELECT sample_count FROM system_resource_summary").get()).toEqual({
		sample_count: answer.sample_count,
	});
	database.close();
});

test("the summary alone", async () => {
	using scratch = new Scratch();
	const { answer, database } = await watch(scratch, "SIGTERM", "--summary-only");
	expect(database.query("SELECT count(*) AS n FROM system_resource_samples").get()).toEqual({ n: 0 });
	expect(database.query("SELECT sample_count FROM system_resource_summary").get()).toEqual({
		sample_count: answer.sample_count,
	});
	database.close();
});
