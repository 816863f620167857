// One job out of a workflow, ready to be tried out anywhere.
import { expect, test } from "bun:test";
import type { WorkflowDraft } from "../../../../core/draft.ts";
import { loadSpec } from "../../../../spec/load-spec.ts";
import { oneJobDraft } from "./one-job-draft.ts";

function load(yaml: string): WorkflowDraft {
	const { draft, diagnostics } = loadSpec({ text: `name: w\n${yaml}`, file: "w.yaml", baseDirectory: ".", user: "u" });
	if (draft === null) throw new Error(JSON.stringify(diagnostics));
	return draft;
}

const JOBS = "jobs: [{name: train, command: x}]\n";
const slurm = (extra: string): string =>
	`slurm_schedulers: [{name: s, account: a, nodes: 1, walltime: "1:00:00", extra: "${extra}"}]\n`;

/** name, the rest of the specification, seconds from signal to kill. */
const LEADS: readonly (readonly [string, string, number])[] = [
	["nobody says anything", "", 30],
	["a given lead", "execution_config: {sigterm_lead_seconds: 120}\n", 120],
	["the scheduler's warning", slurm("--signal=B:TERM@300"), 300],
	["a warning shorter than the default", slurm("--signal=B:TERM@10"), 30],
	["slurm_defaults warn", `slurm_defaults: {signal: "B:TERM@90"}\n${slurm("")}`, 90],
	["a buffer", "compute_node_expiration_buffer_seconds: 180\n", 165],
	["steps are signaled", "execution_config: {mode: slurm, srun_termination_signal: TERM@120}\n", 120],
];
test.each(LEADS)("the lead: %s", (_, rest, seconds) => {
	expect(oneJobDraft(load(JOBS + rest), "train").leadSeconds).toBe(seconds);
});

const WHOLE = `
files: [{name: in, path: in.csv}, {name: mid, path: mid.csv}, {name: out, path: out.csv}]
resource_requirements: [{name: large, num_cpus: 64, memory: 500g, num_gpus: 8, num_nodes: 4, runtime: PT12H}]
failure_handlers: [{name: again, rules: [{exit_codes: [1], max_retries: 3}]}]
jobs:
  - {name: prepare, command: p, input_files: [in], output_files: [mid]}
  - name: train
    command: t
    depends_on: [prepare]
    input_files: [mid]
    output_files: [out]
    resource_requirements: large
    failure_handler: again
    supports_termination: true
    checkpoint: {paths: [state, "ckpt/*.pt"]}
${slurm("")}actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: s, scheduler_type: slurm, num_allocations: 1}]
`;

test("nothing is left that would wait, retry, or not fit", () => {
	const { draft, inputs, outputs, checkpointPaths } = oneJobDraft(load(WHOLE), "train");
	expect({ inputs, outputs, checkpointPaths }).toEqual({
		inputs: ["mid.csv"],
		outputs: ["out.csv"],
		checkpointPaths: ["state", "ckpt/*.pt"],
	});
	expect(draft.jobs).toMatchObject([
		{ name: "train", supports_termination: true, checkpoint: { paths: ["state", "ckpt/*.pt"] } },
	]);
	const [job] = draft.jobs;
	expect([job?.depends_on_sets, job?.failure_handler, job?.scheduler]).toEqual([undefined, undefined, undefined]);
	expect(draft.resourceRequirements).toMatchObject([{ num_cpus: 64, memory: "500g", num_nodes: 1, runtime: "PT1S" }]);
	expect([draft.slurmSchedulers, draft.failureHandlers, draft.actions, draft.dependencySets]).toEqual([[], [], [], []]);
});

test("who gets a signal stays as it was", () => {
	const configOf = (yaml: string) => oneJobDraft(load(JOBS + yaml), "train").draft.workflow.execution_config;
	expect(configOf("")).toEqual({ sigkill_headroom_seconds: 5 });
	expect(configOf("execution_config: {termination_signal: SIGUSR1}\n")).toMatchObject({
		termination_signal: "SIGUSR1",
	});
	expect(configOf("execution_config: {mode: slurm, srun_termination_signal: USR2@60}\n")).toEqual({
		termination_signal: "USR2",
		sigkill_headroom_seconds: 5,
	});
});

test("a misspelt job, and data that another job writes", () => {
	expect(() => oneJobDraft(load(JOBS), "tarin")).toThrow("no job 'tarin'");
	const data = `user_data: [{name: seed}]\njobs:\n  - {name: make, command: m, output_user_data: [seed]}\n  - {name: use, command: u, input_user_data: [seed]}\n`;
	expect(() => oneJobDraft(load(data), "use")).toThrow("use reads user data that other jobs write: seed");
});

test.each([
	["supports_termination: true", "", true],
	["supports_termination: false", "", false],
	["priority: 1", "execution_config: {sigterm_lead_seconds: 60}\n", true],
	["priority: 1", "execution_config: {sigkill_headroom_seconds: 60}\n", false],
])("asked or only killed: %s %s", (field, rest, asked) => {
	expect(oneJobDraft(load(`jobs: [{name: train, command: x, ${field}}]\n${rest}`), "train").isAsked).toBe(asked);
});
