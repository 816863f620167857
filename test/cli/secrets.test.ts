// Values of variables, from a workflow file to its end: they reach the job, and no log.
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SECRET = "s3cret-value";

test("a run leaves values of variables in the database and the job's own hands, nowhere else", async () => {
	using scratch = new Scratch();
	const spec = {
		name: "secretive",
		env: { API_TOKEN: SECRET },
		failure_handlers: [{ name: "again", rules: [{ exit_codes: [3], recovery_script: "true", max_retries: 2 }] }],
		jobs: [
			{ name: "good", command: `test "$API_TOKEN" = ${SECRET.slice(0, 6)}-value` },
			{ name: "bad", command: "exit 3", env: { OWN: SECRET }, failure_handler: "again" },
			{ name: "missing", command: "./no-such-program" },
		],
	};
	writeFileSync(join(scratch.path, "spec.json"), JSON.stringify(spec));
	const { exitCode, stdout, stderr } = await scratch.torc(["--log-level", "trace", "run", "spec.json"], {
		env: { RUST_LOG: "trace" },
	});
	expect(exitCode).toBe(0);
	const results = await scratch.json<{ items: { job_name: string; return_code: number }[] }>(
		"-s",
		"results",
		"list",
		"1",
	);
	expect(results.items.find((result) => result.job_name === "good")?.return_code).toBe(0);

	const output = join(scratch.path, "torc_output");
	const files = readdirSync(output, { recursive: true, encoding: "utf8" })
		.map((name) => join(output, name))
		.filter((path) => statSync(path).isFile() && !/\.db(-wal|-shm)?$/.test(path));
	expect(files.length).toBeGreaterThan(0);
	const telling = files.filter((path) => readFileSync(path).includes(SECRET));
	expect(telling).toEqual([]);
	for (const text of [stdout, stderr]) expect(text).not.toContain(SECRET);
});
