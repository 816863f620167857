// A disk that is full: what is refused says so, what was written before stays usable.
import { expect, setDefaultTimeout, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const TORC = join(import.meta.dir, "../../bin/torc");
/** A mount namespace of its own: the small disk is gone with the last command in it. */
const OWN_MOUNTS = process.getuid?.() === 0 ? ["--mount"] : ["--map-root-user", "--mount"];

const missing =
	spawnSync("unshare", [...OWN_MOUNTS, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0
		? null
		: "this user may not mount a small disk";
// Where nothing may be skipped it fails instead.
const skips = missing !== null && process.env.CI !== "true";
if (skips) console.warn(`SKIPPED full disks: ${missing}`);

/** The commands of `script` with `full/`, a disk of 1 MiB. */
function withSmallDisk(scratch: Scratch, script: string): { status: number | null; output: string } {
	mkdirSync(join(scratch.path, "full"));
	const whole = `exec 2>&1; mount -t tmpfs -o size=1m tmpfs full || exit 99; ${script}`;
	const env = { ...scratch.environment(), TORC };
	const { status, stdout } = spawnSync("unshare", [...OWN_MOUNTS, "bash", "-c", whole], { cwd: scratch.path, env });
	return { status, output: stdout.toString() };
}

test.skipIf(skips)("a run in memory goes on when its snapshots find no room, and says what is not kept", () => {
	using scratch = new Scratch();
	const args = "-s --in-memory --snapshot-interval-seconds 1 --db full/t.db exec -c 'sleep 2.5; touch finished'";
	const { output } = withSmallDisk(
		scratch,
		`head -c 900000 /dev/zero >full/filler; "$TORC" ${args}; echo "code $?"; ls finished`,
	);
	expect(output).toContain("[torc-server] warning: the database was not written to");
	expect(output).toContain("1 completed");
	expect(output).toEndWith("Free space, then repeat.\ncode 1\nfinished\n");
});

test.skipIf(skips)("a database that cannot grow: named, and readable as it was before", () => {
	using scratch = new Scratch();
	const many = 'name: many\njobs:\n  - {name: "m{i}", command: "true", parameters: {i: "1:20000"}}\n';
	writeFileSync(join(scratch.path, "many.yaml"), many);
	const torc = '"$TORC" -s --db full/t.db';
	const { status, output } = withSmallDisk(
		scratch,
		`${torc} create many.yaml; echo "code $?"; ${torc} list; echo "code $?"`,
	);
	const [created = "", listed = ""] = output.split("code 1\n");
	expect({ status, created }).toMatchObject({ status: 0, created: expect.stringContaining("Disk is full") });
	expect(created).toContain("Free space, then repeat.");
	expect(listed).toContain("No workflows found");
	expect(listed).toEndWith("code 0\n");
});

test.skipIf(skips)(
	"an output folder that takes no more: jobs fail by themselves, the runner reports them to the end",
	() => {
		using scratch = new Scratch();
		writeFileSync(
			join(scratch.path, "fill.yaml"),
			`name: fill
jobs:
  - {name: fills, command: "cat /dev/zero > full/zeros; true"}
  - {name: "after{i}", command: "true", parameters: {i: "1:80"}, depends_on: [fills]}
`,
		);
		const { output } = withSmallDisk(scratch, `"$TORC" -s --db t.db run fill.yaml -o full/out; echo "code $?"`);
		expect(output).toContain("results cannot be kept in ");
		expect(output).toContain("no space left on device");
		expect(output).toMatch(/Workflow complete: .*81 /);
		expect(output).toEndWith("code 0\n");
	},
);
