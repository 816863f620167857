// The compiled executable runs a workflow in an empty folder with nothing but the system's own programs.
import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "../..");

async function run(
	command: readonly string[],
	cwd: string,
	home = cwd,
): Promise<{ code: number; stdout: string; stderr: string }> {
	const env = { PATH: "/usr/bin:/bin", HOME: home, USER: "tester" };
	const child = Bun.spawn([...command], { cwd, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
	const [stdout, stderr, code] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
		child.exited,
	]);
	return { code, stdout, stderr };
}

test("npm run build gives an executable that runs hello.yaml with PATH=/usr/bin:/bin", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-build-"));
	try {
		const built = await run([process.execPath, join(ROOT, "tools/build.ts")], ROOT, folder);
		expect({ code: built.code, stderr: built.stderr }).toMatchObject({ code: 0 });
		const document = readFileSync(join(ROOT, "dist/openapi.json"), "utf8");
		expect(Bun.YAML.parse(readFileSync(join(ROOT, "dist/openapi.yaml"), "utf8"))).toEqual(JSON.parse(document));
		const torc = join(ROOT, "dist/torc");
		const ran = await run([torc, "run", join(ROOT, "examples/hello.yaml")], folder);
		expect(ran.stderr).toContain("Workflow complete: 4 completed");
		expect(ran.code).toBe(0);
		const greeting = readFileSync(join(folder, "torc_output/job_stdio/job_wf1_j1_r1_a1.o"), "utf8");
		expect(greeting).toBe("Hello, Mercury!\n");
		// Called by another name it is another program.
		const server = await run([join(ROOT, "dist/torc-server"), "--help"], folder);
		expect(server.stdout).toContain("torc-server");
		expect(server.code).toBe(0);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 180_000);
