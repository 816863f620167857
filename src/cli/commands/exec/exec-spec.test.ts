// What torc exec makes of commands and parameters.
import { expect, test } from "bun:test";
import { execCommands, shellQuote } from "./exec-commands.ts";
import { execJobs, unusedParameters } from "./exec-jobs.ts";
import { type ExecArguments, type ExecContext, execSpec } from "./exec-spec.ts";

const around = (now: Date): ExecContext => ({ now, stdinIsTerminal: false, warn: () => undefined });
const commandsOf = (jobs: ReturnType<typeof execJobs>): string[] => jobs.map((job) => `${job.name}: ${job.command}`);

test("every command for every combination", () => {
	expect(commandsOf(execJobs(["a {i} {x}", "b"], ["i=1:2", "x=[p,q]"], "product"))).toEqual([
		"job1: a 1 p",
		"job2: a 1 q",
		"job3: a 2 p",
		"job4: a 2 q",
		"job5: b",
		"job6: b",
		"job7: b",
		"job8: b",
	]);
	expect(commandsOf(execJobs(["a {i:03d} {x}"], ["i=1:2", "x=[p,q]"], "zip"))).toEqual([
		"job1: a 001 p",
		"job2: a 002 q",
	]);
	expect(commandsOf(execJobs(["a {i}"], [], "product"))).toEqual(["job1: a {i}"]);
});

test.each([
	[["i"], "NAME=VALUE"],
	[["=3"], "NAME=VALUE"],
	[["i=1:2", "i=3"], "given twice"],
	[["i=[]"], "has no values"],
	[["f=@/no/such/file"], "cannot read '/no/such/file'"],
	[["i=1:2", "x=[a]"], "equal length"],
])("bad parameters: %j", (params, words) => {
	expect(() => execJobs(["x"], params, "zip")).toThrow(words);
});

test("a parameter that no command uses is named", () => {
	expect(unusedParameters(["a {i}", "b"], ["i=1:2"])).toEqual([]);
	expect(unusedParameters(["a {j:02d}", "b ${i}"], ["i=1:2", "j=1"])).toEqual(["i"]);
});

test("words after two dashes are one command, quoted for the shell", () => {
	const sources = { commands: ["first"], file: undefined, stray: [], stdinIsTerminal: false };
	expect(execCommands({ ...sources, trailing: ["echo", "it's", "a b", "{i}"] })).toEqual([
		"first",
		`echo 'it'\\''s' 'a b' {i}`,
	]);
	expect(shellQuote("$HOME")).toBe("'$HOME'");
});

test("no commands, and a specification by mistake, are told apart", () => {
	const sources = { commands: [], file: undefined, stray: [], stdinIsTerminal: false };
	expect(() => execCommands({ ...sources, trailing: [] })).toThrow("no commands provided");
	expect(() => execCommands({ ...sources, trailing: ["flow.yaml"] })).toThrow("looks like a workflow spec file");
	expect(() => execCommands({ ...sources, trailing: [], stray: ["flow.kdl"] })).toThrow(
		"looks like a workflow spec file",
	);
	expect(() => execCommands({ ...sources, trailing: [], file: "flow.yml" })).toThrow("looks like a workflow spec file");
	expect(() => execCommands({ ...sources, trailing: [], stray: ["echo", "hi"] })).toThrow("unexpected trailing");
	expect(() => execCommands({ ...sources, trailing: [], commands: [" "] })).toThrow("a command is empty");
});

test("monitoring and stdio become the specification's words", () => {
	const args: ExecArguments = {
		name: undefined,
		description: "d",
		command: ["true"],
		commandsFile: undefined,
		param: [],
		link: "product",
		maxParallelJobs: undefined,
		outputDir: undefined,
		dryRun: true,
		monitor: "time-series",
		monitorComputeNode: "off",
		generatePlots: true,
		sampleIntervalSeconds: 2,
		stdio: "no-stdout",
		stray: [],
		trailing: [],
	};
	expect(execSpec(args, around(new Date(2026, 0, 2, 3, 4, 5)))).toEqual({
		name: "exec_20260102_030405",
		description: "d",
		jobs: [{ name: "job1", command: "true" }],
		resource_monitor: {
			jobs: { enabled: true, granularity: "time_series" },
			sample_interval_seconds: 2,
			generate_plots: true,
		},
		execution_config: { stdio: { mode: "no_stdout" } },
	});
	expect(() => execSpec({ ...args, monitor: "summary" }, around(new Date()))).toThrow("--generate-plots requires");
});
