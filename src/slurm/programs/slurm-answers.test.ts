// What Slurm's programs say, as versions 22.05 to 24.11 say it, and what it means.
import { expect, test } from "bun:test";
import { parseSignal, warningSeconds, warnsStepsOnly } from "../script/warning-signal.ts";
import { stepCommand, stepEnvironment } from "../steps/step-command.ts";
import { parseSteps } from "../steps/step-signals.ts";
import { allocationState } from "./job-state.ts";
import { parseKillWait } from "./kill-wait.ts";
import { isTransient, outerAllocationRemoved } from "./sbatch-answers.ts";
import { isUnknownJob, parseShownJob } from "./show-job.ts";

const AWAY = [
	"sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
	"sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
	"sbatch: error: slurm_receive_msg [10.0.0.1:6817]: Zero Bytes were transmitted or received",
	"sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying",
];
const REFUSED = [
	"sbatch: error: Batch job submission failed: Invalid partition name specified",
	"sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified",
	"sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy",
	"sbatch: error: Invalid directive found in batch script: --nonsense",
];
test("only a controller that is away is asked again", () => {
	for (const message of AWAY) expect([message, isTransient(message)]).toEqual([message, true]);
	for (const message of REFUSED) expect([message, isTransient(message)]).toEqual([message, false]);
});

test("an enclosing allocation is left out, the way to Slurm is not", () => {
	const env = { SLURM_JOB_ID: "1", SLURMD_NODENAME: "n", SLURM_CONF: "/c", SLURM_MEM_PER_NODE: "9", PATH: "/bin" };
	expect({ ...env, ...outerAllocationRemoved(env) }).toEqual({ SLURM_CONF: "/c", PATH: "/bin" } as never);
});

test("words for the state of a job", () => {
	const words = { queued: ["PENDING", "CONFIGURING", "REQUEUED"], ending: ["COMPLETING"] };
	const running = ["RUNNING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT"];
	for (const [state, all] of Object.entries({ ...words, running }))
		for (const word of all) expect([word, allocationState(word)]).toEqual([word, state as never]);
	for (const word of ["COMPLETED", "CANCELLED by 0", "NODE_FAIL", "TIMEOUT", "", "NEW_WORD"])
		expect([word, allocationState(word)]).toEqual([word, "gone"]);
	expect(isUnknownJob("slurm_load_jobs error: Invalid job id specified")).toBe(true);
	expect(isUnknownJob("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")).toBe(false);
});

test("scontrol show job", () => {
	const text =
		"JobId=7 JobName=my job JobState=RUNNING Reason=None Restarts=1 StartTime=1700000000 EndTime=1700000060 NumNodes=2 NodeList=n[1-2] Command=/x y JobState=NO";
	expect(parseShownJob(text)).toEqual({
		state: "RUNNING",
		reason: "None",
		endTime: 1_700_000_060_000,
		startTime: 1_700_000_000_000,
		restarts: 1,
		numNodes: 2,
		nodeList: "n[1-2]",
		isPreempted: false,
	});
	expect(parseShownJob("JobId=7 JobState=PENDING EndTime=Unknown NodeList=(null)")).toMatchObject({
		endTime: null,
		nodeList: "",
	});
	expect(parseShownJob("slurm_load_jobs error")).toBeNull();
});

test("KillWait: less than 5 s acts as 5, no answer as 30", () => {
	expect(["KillWait                = 30 sec\n", "x\nKillWait = 2 sec", "", "KillWait = ?"].map(parseKillWait)).toEqual([
		30, 5, 30, 30,
	]);
});

test("--signal, wherever it is asked for", () => {
	expect(["B:TERM@300", "TERM@5", "R:USR1", "10@30", "nonsense!"].map(parseSignal)).toEqual([300, 5, 60, 30, null]);
	expect(warningSeconds("--exclusive --signal=B:TERM@300", { signal: "TERM@10" })).toBe(300);
	expect(warningSeconds("--signal B:TERM@20", null)).toBe(20);
	expect(warningSeconds(null, { signal: "TERM@10" })).toBe(10);
	expect(warningSeconds(null, { signal: 10 })).toBe(60);
	expect(warningSeconds("--signals=1", {})).toBeNull();
	const stepsOnly = ["--signal=TERM@10", "--signal=B:TERM@10", "--signal=R:TERM", "--signal=BR:TERM", "--exclusive"];
	expect(stepsOnly.map((extra) => warnsStepsOnly(extra, null))).toEqual([true, false, true, false, false]);
});

const STEP = {
	slurmJobId: "7",
	name: "wf1_j2_r3_a4",
	command: "echo $HOME",
	cpuBind: false,
	nodes: [],
	numNodes: 1,
	limits: { numCpus: 4, memoryBytes: 1_500 * 2 ** 20 + 1 },
	numGpus: 0,
	secondsLeft: null,
	signal: null,
	signalMark: "/out/mark",
};

test("the words of srun, in the order of the reference", () => {
	const full = { ...STEP, nodes: ["n2"], numNodes: 0, numGpus: 2, secondsLeft: 61, signal: "TERM@120" };
	const words = stepCommand("srun", full);
	expect(words.slice(0, -4)).toEqual([
		"srun",
		"--jobid=7",
		"--ntasks=1",
		"--cpu-bind=none",
		"--exact",
		"--job-name=wf1_j2_r3_a4",
		"--nodelist=n2",
		"--nodes=1",
		"--cpus-per-task=4",
		"--mem=1501M",
		"--gpus=2",
		"--time=2",
		"--signal=TERM@120",
		"bash",
	]);
	expect([words.at(-4), words.at(-2), words.at(-1)]).toEqual(["-c", "torc-step", "echo $HOME"]);
	const little = stepCommand("srun", { ...STEP, cpuBind: true, limits: { numCpus: 1, memoryBytes: 5 } });
	expect(little.slice(0, -5)).toEqual(
		"srun --jobid=7 --ntasks=1 --exact --job-name=wf1_j2_r3_a4 --nodes=1 --cpus-per-task=1 --mem=1M".split(" "),
	);
	const free = stepCommand("srun", { ...STEP, limits: null });
	expect(free.some((word) => /^--(cpus-per-task|mem|gpus|time|signal)/.test(word))).toBe(false);
});

test("a step that asks for nothing takes nothing", () => {
	expect(stepEnvironment(STEP)).toEqual({ SLURM_STEP_GRES: "none", TORC_STEP_SIGNAL_MARK: "/out/mark" });
	expect(stepEnvironment({ ...STEP, limits: null, numGpus: 1 })).toEqual({
		SLURM_MEM_PER_NODE: undefined,
		SLURM_STEP_GRES: undefined,
		TORC_STEP_SIGNAL_MARK: "/out/mark",
	});
});

test("whose step is which", () => {
	const text =
		"StepId=7.batch State=RUNNING SrunHost:Pid=(null):0\nStepId=7.0 Name=a SrunHost:Pid=vm:41 X=1\nStepId=7.1 Name=b SrunHost:Pid=other:42";
	expect([...parseSteps(text, "vm")]).toEqual([[41, "7.0"]]);
});
