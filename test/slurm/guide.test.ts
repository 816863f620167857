// The checkpointing guide's workflow, word for word but for the sizes: stopped in time, and continued by the two commands of
// the guide in either order.
import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { oneCluster } from "./one-cluster.ts";

/** Longer than one allocation has room for: two minutes less the warning, which Slurm sends up to 30 s early. */
const EPOCHS = 400;

const SPEC = `name: ml_training_workflow
user: researcher

jobs:
  - name: preprocess
    command: python preprocess.py
    supports_termination: false  # Quick job, no checkpointing needed

  - name: train_model
    command: python train.py --checkpoint-dir checkpoints
    supports_termination: true   # Long job, needs checkpointing
    depends_on:
      - preprocess
    resource_requirements:
      num_cpus: 1
      memory: 100m
      runtime: PT2M

  - name: evaluate
    command: python evaluate.py
    supports_termination: true
    depends_on:
      - train_model

slurm_schedulers:
  - name: gpu_scheduler
    account: my_project
    partition: debug
    nodes: 1
    walltime: "00:02:00"
    extra: "--signal=B:TERM@60"  # Send SIGTERM to batch script 60 seconds before timeout

actions:
  - trigger_type: on_workflow_start
    action_type: schedule_nodes
    scheduler: gpu_scheduler
    scheduler_type: slurm
    num_allocations: 1
`;

const TRAIN = `import argparse
import os
import pickle
import signal
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--checkpoint-dir", required=True)
directory = parser.parse_args().checkpoint_dir
os.makedirs(directory, exist_ok=True)
checkpoint_path = os.path.join(directory, "model.pkl")
model_state = {"epochs": []}


def save_checkpoint():
    temp_path = checkpoint_path + ".tmp"
    with open(temp_path, "wb") as f:
        pickle.dump(model_state, f)
    os.rename(temp_path, checkpoint_path)


def handle_sigterm(signum, frame):
    print("Received SIGTERM - saving checkpoint before exit")
    save_checkpoint()
    sys.exit(0)


signal.signal(signal.SIGTERM, handle_sigterm)

if os.path.exists(checkpoint_path):
    with open(checkpoint_path, "rb") as f:
        model_state = pickle.load(f)
    print("resumed at", len(model_state["epochs"]))

while len(model_state["epochs"]) < ${EPOCHS}:
    time.sleep(0.1)
    model_state = {"epochs": model_state["epochs"] + [len(model_state["epochs"])]}

with open("model.txt", "w") as f:
    f.write(" ".join(map(str, model_state["epochs"])))
`;

const FILES = {
	"spec.yaml": SPEC,
	"preprocess.py": 'open("data.txt", "a").write("prepared\\n")\n',
	"train.py": TRAIN,
	"evaluate.py": 'open("evaluation.txt", "a").write(open("model.txt").read() + "\\n")\n',
};

const { cluster, torc } = await oneCluster({ cpus: 4, memoryMb: 2000, proctrack: "cgroup" });
// Debian has no program of the guide's name.
const programs = torc.place("programs", {});
symlinkSync("/usr/bin/python3", join(programs, "python"));
cluster.prependPath(programs);

const ORDERS = {
	"submit, then reinitialize": ["submit", "reinitialize"],
	"reinitialize, then submit": ["reinitialize", "submit"],
} as const;

for (const [name, commands] of Object.entries(ORDERS)) {
	test.concurrent(name, async () => {
		const folder = torc.place(commands[0], FILES);
		mkdirSync(join(folder, "checkpoints"));
		const { id, slurmJobs } = await torc.submit(folder, "spec.yaml");
		const first = slurmJobs[0] as string;
		const ended = await cluster.waitForState(first, ["COMPLETED", "TIMEOUT", "FAILED", "CANCELLED"], 150_000);
		expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
		const stopped = { preprocess: "completed", train_model: "terminated", evaluate: "blocked" };
		expect(await torc.statuses(id)).toEqual(stopped);
		for (const command of commands) {
			const outcome = await torc.torc(folder, "workflows", command, String(id));
			expect({ command, code: outcome.code, stderr: outcome.stderr }).toMatchObject({ command, code: 0 });
		}
		await torc.untilCompleted(id, folder, 120_000);
		const results = await torc.results(id);
		const attempts = results.filter(({ job_name }) => job_name === "train_model").map((each) => each.status);
		expect(attempts.sort()).toEqual(["completed", "terminated"]);
		// Every epoch once, dependents once and on the finished model: as without a limit.
		const all = Array.from({ length: EPOCHS }, (_, epoch) => epoch).join(" ");
		expect(await Bun.file(join(folder, "evaluation.txt")).text()).toBe(`${all}\n`);
		expect(await Bun.file(join(folder, "data.txt")).text()).toBe("prepared\n");
	}, 300_000);
}
