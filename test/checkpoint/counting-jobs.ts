// The same small job in two languages, good and with one thing wrong at a time: it adds up numbers and takes its time.

export type Fault = "none" | "no handler" | "slow" | "wrong file" | "not atomic" | "from zero" | "deaf" | "not asked";

const STEPS = 60;
const STEP_SECONDS = 0.05;
/** Longer than the lead. */
const SLOW_SECONDS = 4;
export const LEAD_SECONDS = 2;

export interface CountingJob {
	/** Name of the program. */
	readonly file: string;
	readonly text: string;
	readonly command: string;
}

export function bashJob(fault: Fault): CountingJob {
	const save =
		fault === "not atomic" ? 'echo "$i $sum" > state.txt' : 'echo "$i $sum" > state.new && mv state.new state.txt';
	const handler = {
		"no handler": "",
		slow: `trap 'sleep ${SLOW_SECONDS}; save; exit 0' TERM`,
		deaf: "trap '' TERM",
	}[fault as string];
	const text = `save() { ${save}; }
${handler ?? "trap 'save; exit 0' TERM"}
i=0 sum=0
${fault === "from zero" ? "" : "if [ -f state.txt ]; then read -r i sum < state.txt; fi"}
while [ "$i" -lt ${STEPS} ]; do
  i=$((i + 1)) sum=$((sum + i))
  sleep ${STEP_SECONDS}
done
echo "$sum" > total.txt
`;
	return { file: "count.sh", text, command: "bash count.sh" };
}

export function pythonJob(fault: Fault): CountingJob {
	const save =
		fault === "not atomic"
			? 'with open("state.txt", "w") as f: json.dump([i, total], f)'
			: 'with open("state.new", "w") as f: json.dump([i, total], f)\n    os.replace("state.new", "state.txt")';
	const handler = {
		"no handler": "",
		slow: `signal.signal(signal.SIGTERM, lambda *_: (time.sleep(${SLOW_SECONDS}), save(), sys.exit(0)))`,
		deaf: "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
	}[fault as string];
	const text = `import json, os, signal, sys, time
def save():
    ${save}
i, total = 0, 0
${handler ?? "signal.signal(signal.SIGTERM, lambda *_: (save(), sys.exit(0)))"}
${fault === "from zero" ? "" : 'if os.path.exists("state.txt"):\n    with open("state.txt") as f: i, total = json.load(f)'}
while i < ${STEPS}:
    # One step: a signal comes before it or after it.
    i, total = i + 1, total + i + 1
    time.sleep(${STEP_SECONDS})
with open("total.txt", "w") as f: f.write(str(total))
`;
	return { file: "count.py", text, command: "python3 count.py" };
}

export function specification(job: CountingJob, fault: Fault): string {
	return `name: counting
execution_config: {sigkill_headroom_seconds: 5${fault === "not asked" ? "" : `, sigterm_lead_seconds: ${LEAD_SECONDS}`}}
files:
  - {name: total, path: total.txt}
jobs:
  - name: count
    command: ${job.command}
    supports_termination: ${fault !== "not asked"}
    output_files: [total]
    checkpoint: {paths: [${fault === "wrong file" ? "elsewhere.txt" : "state.txt"}]}
`;
}
