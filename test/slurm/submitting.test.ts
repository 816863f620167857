// Submitting to a real Slurm: what it refuses, half takes, takes late, and what odd names become.
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerminalSession } from "../cli/pseudo-terminal.ts";
import { oneCluster } from "./one-cluster.ts";

const { cluster, torc } = await oneCluster({ cpus: 8, memoryMb: 4000 });

interface Shape {
	readonly command?: string;
	readonly allocations?: number;
	readonly scheduler?: object;
	readonly more?: object;
}

function specOf({ command = "true", allocations = 1, scheduler = {}, more = {} }: Shape): string {
	return JSON.stringify({
		name: "submitting",
		execution_config: { staggered_start: false },
		jobs: [{ name: "job", command, resource_requirements: { num_cpus: 1, memory: "50m", runtime: "PT1M" } }],
		slurm_schedulers: [
			{ name: "s", account: "a", nodes: 1, walltime: "00:05:00", mem: "300", extra: "--ntasks=1", ...scheduler },
		],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "s",
				scheduler_type: "slurm",
				num_allocations: allocations,
			},
		],
		...more,
	});
}

const records = async (id: number) =>
	(await torc.client.listScheduledComputeNodes({ query: { workflow_id: id } })).items;
const completed = (id: number) =>
	torc.until("the job has completed", async () => (await torc.statuses(id)).job === "completed");

test("a refusal: Slurm's words, exit 1, nothing on record, and the action is still to be fired", async () => {
	const folder = torc.place("refused", { "spec.json": specOf({ scheduler: { partition: "nosuch" } }) });
	const { code, stderr } = await torc.torc(folder, "submit", "spec.json");
	expect(code).toBe(1);
	expect(stderr).toContain("Invalid partition name specified");
	const id = Number(/Created workflow (\d+)/.exec(stderr)?.[1]);
	expect(await records(id)).toEqual([]);
	expect((await torc.client.listEvents({ query: { workflow_id: id, category: "scheduler" } })).items).toEqual([]);
	expect(readdirSync(join(folder, "torc_output")).filter((name) => name.endsWith(".sh"))).toEqual([]);
	const [action] = await torc.client.getWorkflowActions({ params: { id } });
	expect(action?.executed).toBe(false);

	const { items } = await torc.client.listSlurmSchedulers({ query: { workflow_id: id } });
	const [scheduler] = items;
	const params = { id: scheduler?.id as number };
	await torc.client.updateSlurmScheduler({ params, body: { ...(scheduler as object), partition: "debug" } as never });
	expect((await torc.torc(folder, "submit", String(id))).code).toBe(0);
	await completed(id);
	// The runner signs off after its last job.
	const isClosed = async () => (await records(id)).every(({ status }) => status === "complete");
	await torc.until("the record is closed", isClosed);
	expect(await records(id)).toHaveLength(1);
}, 60_000);

test("names and folders with blanks and quotes, a prefix, and the script kept on request", async () => {
	const folder = torc.place("it's a 50% folder", {
		"spec.json": specOf({
			command: "pwd > here.txt",
			scheduler: { name: "a 'b' c", account: "it's $HOME" },
			more: { actions: [] },
		}),
	});
	const created = await torc.torc(folder, "-f", "json", "create", "spec.json");
	const id = JSON.parse(created.stdout).workflow_id as number;
	const flags = ["-j", "my 'own' ", "-o", "out put", "--keep-submission-scripts", "--no-prompts"];
	const outcome = await torc.torc(folder, "-f", "json", "slurm", "schedule-nodes", String(id), ...flags);
	expect(`${outcome.code} ${outcome.stderr}`).toStartWith("0");
	const [slurmJob] = JSON.parse(outcome.stdout).slurm_job_ids as string[];
	const output = join(folder, "out put");
	const scripts = readdirSync(output).filter((name) => name.endsWith(".sh"));
	expect(scripts).toEqual([expect.stringMatching(new RegExp(`^my 'own' wf${id}_\\d+_1\\.sh$`))]);
	const { text } = await cluster.show(slurmJob as string);
	expect(text).toContain(`JobName=my 'own' wf${id}_`);
	expect(text).toContain("Account=it's $home");
	await completed(id);
	expect(readFileSync(join(folder, "here.txt"), "utf8").trim()).toBe(folder);
	expect(existsSync(join(output, `slurm_output_wf${id}_sl${slurmJob}.o`))).toBe(true);
}, 60_000);

/** An sbatch in front of Slurm's: refuses every call while a file is there, but the first `taken` ones. */
async function refusing(name: string, taken: number): Promise<{ env: Record<string, string>; lift: () => void }> {
	const bin = join(torc.folder, name);
	mkdirSync(bin);
	const real = (await cluster.run(["which", "sbatch"])).stdout.trim();
	const script = `#!/bin/bash
echo x >> ${bin}/calls
if [ -e ${bin}/refuse ] && [ $(wc -l < ${bin}/calls) -gt ${taken} ]; then
	echo "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit)" >&2
	exit 1
fi
exec ${real} "$@"
`;
	writeFileSync(join(bin, "sbatch"), script, { mode: 0o755 });
	writeFileSync(join(bin, "refuse"), "");
	return { env: { PATH: `${bin}:${cluster.env.PATH}` }, lift: () => rmSync(join(bin, "refuse")) };
}

test("a refusal half-way: the shortfall is said, on record, and got later by typing submit again", async () => {
	const { env, lift } = await refusing("bin-a", 1);
	const folder = torc.place("short", { "spec.json": specOf({ allocations: 3, scheduler: { extra: "--hold" } }) });
	const first = await torc.torcWith(env, folder, "-f", "json", "submit", "spec.json");
	expect(`${first.code} ${first.stderr}`).toMatch(
		/^0 .*only 1 of 3 allocations of s were submitted: .*job submit limit/s,
	);
	const id = JSON.parse(first.stdout).workflow_id as number;
	const events = async () =>
		(await torc.client.listEvents({ query: { workflow_id: id, category: "scheduler" } })).items;
	expect((await events()).map(({ data }) => data)).toMatchObject([
		{
			action: "allocation_shortfall",
			wanted: 3,
			submitted: 1,
			missing: 2,
			reason: expect.stringContaining("job submit limit"),
		},
	]);
	expect((await torc.torcWith(env, folder, "submit", String(id))).code).toBe(1);
	lift();
	const again = await torc.torcWith(env, folder, "-f", "json", "submit", String(id));
	expect(JSON.parse(again.stdout).slurm_job_ids).toHaveLength(2);
	expect(await records(id)).toHaveLength(3);
	expect((await events()).at(-1)?.data).toMatchObject({ action: "allocation_shortfall_settled" });
	expect((await torc.torc(folder, "cancel", String(id), "--no-prompts", "--now")).code).toBe(0);
}, 60_000);

test("a refusal half-way: the first runner asks for the rest", async () => {
	const { env, lift } = await refusing("bin-b", 1);
	const command = "for i in $(seq 300); do [ -e go ] && exit 0; sleep 0.1; done; exit 1";
	const folder = torc.place("later", {
		"spec.json": specOf({ command, allocations: 2, scheduler: { extra: "--begin=now+3 --ntasks=1" } }),
	});
	const first = await torc.torcWith(env, folder, "-f", "json", "submit", "spec.json");
	expect(first.stderr).toContain("only 1 of 2");
	const id = JSON.parse(first.stdout).workflow_id as number;
	lift();
	await torc.until("the runner has asked for the second", async () => (await records(id)).length === 2);
	writeFileSync(join(folder, "go"), "");
	await completed(id);
}, 60_000);

test("a controller that is away for a moment is asked again", async () => {
	const folder = torc.place("away", { "spec.json": specOf({}) });
	await cluster.stopController();
	const submitting = torc.submit(folder, "spec.json");
	await Bun.sleep(3_000);
	await cluster.startController();
	await completed((await submitting).id);
}, 90_000);

test("a later submission is looked through on a terminal: another count, nothing at all, disabled", async () => {
	const folder = torc.place("later-run", { "spec.json": specOf({ allocations: 3, scheduler: { extra: "--hold" } }) });
	const id = JSON.parse((await torc.torc(folder, "-f", "json", "create", "spec.json")).stdout).workflow_id as number;
	const init = () => torc.torc(folder, "workflows", "init", String(id), "--force", "--no-prompts");
	expect((await init()).code).toBe(0);
	expect((await init()).code).toBe(0);
	const [action] = await torc.client.getWorkflowActions({ params: { id } });
	const env = { ...cluster.env, HOME: torc.folder, NO_COLOR: "1" };
	const prompt = "[c]ancel: ";
	const session = () => new TerminalSession(["submit", String(id)], { cwd: folder, env });

	using canceled = session();
	await canceled.type(prompt, "\r");
	await canceled.type(prompt, "c\r");
	expect((await canceled.finished()).exitCode).toBe(0);
	expect(canceled.raw).toContain(`now: action ${action?.id} (on_workflow_start): 3 allocation(s)`);
	expect(await records(id)).toEqual([]);

	using fewer = session();
	await fewer.type(prompt, `n ${action?.id} 1\r`);
	await fewer.type(prompt, "p\r");
	expect((await fewer.finished()).exitCode).toBe(0);
	expect(fewer.raw).toContain(`now: action ${action?.id} (on_workflow_start): 1 allocation(s)`);
	expect(await records(id)).toHaveLength(1);
	expect((await torc.torc(folder, "cancel", String(id), "--no-prompts", "--now")).code).toBe(0);

	expect((await init()).code).toBe(0);
	using disabled = session();
	await disabled.type(prompt, `d ${action?.id}\r`);
	await disabled.type(prompt, "p\r");
	expect((await disabled.finished()).exitCode).toBe(0);
	expect((await torc.client.getWorkflowActions({ params: { id } }))[0]?.executed).toBe(true);
	expect(await records(id)).toHaveLength(1);
}, 90_000);

test("a password that was typed reaches the runners, and no script", async () => {
	const command = '[ "$TORC_PASSWORD" = "open sesame" ] && [ -z "$SLURM_TIME_FORMAT" ]';
	const folder = torc.place("secret", { "spec.json": specOf({ command }) });
	const flags = ["--password", "open sesame", "-f", "json", "submit", "spec.json", "--keep-submission-scripts"];
	const outcome = await torc.torc(folder, ...flags);
	await completed(JSON.parse(outcome.stdout).workflow_id);
	const [script] = readdirSync(join(folder, "torc_output")).filter((name) => name.endsWith(".sh"));
	expect(readFileSync(join(folder, "torc_output", script as string), "utf8")).not.toContain("sesame");
}, 60_000);

test("actions that would fire on new runners are taken on request", async () => {
	const folder = torc.place("suppressed", { "spec.json": specOf({ allocations: 5 }) });
	const created = await torc.torc(folder, "-f", "json", "create", "spec.json");
	const id = JSON.parse(created.stdout).workflow_id as number;
	const outcome = await torc.torc(folder, "slurm", "schedule-nodes", String(id), "--suppress-actions");
	expect(`${outcome.code} ${outcome.stderr}`).toStartWith("0");
	await completed(id);
	expect(await records(id)).toHaveLength(1);
	const warned = torc.place("proceeds", { "spec.json": specOf({}) });
	const other = JSON.parse((await torc.torc(warned, "-f", "json", "create", "spec.json")).stdout).workflow_id as number;
	const { stderr } = await torc.torc(warned, "slurm", "schedule-nodes", String(other));
	expect(stderr).toContain("1 pending action(s) will submit allocations too");
}, 60_000);
