// Resource requirements, failure handlers, schedulers and actions (1-spec §2).
import { parseDuration } from "../../core/duration.ts";
import { parseMemorySize } from "../../core/memory-size.ts";
import { TRIGGER_TYPES } from "../../core/trigger-types.ts";
import { parseWalltime } from "../../core/walltime.ts";
import type { LocatedMap } from "../located.ts";
import {
	type Check,
	fieldOf,
	flag,
	integer,
	list,
	nonEmpty,
	oneOf,
	type RecordShape,
	record,
	scalarOf,
	text,
} from "./field-check.ts";

export const memoryText = text((value) =>
	parseMemorySize(value) === null
		? `Invalid memory format '${value}': digits and one of k, m, g, t, e.g. 512m or 16g`
		: null,
);
export const durationText = text((value) =>
	parseDuration(value) === null
		? `Invalid runtime format '${value}': an ISO 8601 duration, e.g. PT30M, PT4H or P1DT12H`
		: null,
);
const walltimeText = text((value) =>
	parseWalltime(value) === null ? `Invalid walltime '${value}': D-HH:MM:SS, HH:MM:SS, MM:SS or minutes` : null,
);

export const requirements = record({
	noun: "resource_requirements",
	required: ["name", "num_cpus", "memory"],
	fields: {
		name: text(nonEmpty),
		num_cpus: integer(1),
		memory: memoryText,
		num_gpus: integer(0),
		num_nodes: integer(1),
		runtime: durationText,
	},
});

const rule = record({
	noun: "a failure handler's rule",
	fields: {
		exit_codes: list(integer()),
		match_all_exit_codes: flag,
		recovery_script: text(nonEmpty),
		recovery_script_failure: oneOf("stop", "retry"),
		max_retries: integer(0),
	},
	rules: (map, path, report) => {
		const codes = fieldOf(map, "exit_codes");
		const matchesSome = codes === undefined ? false : codes.kind !== "list" || codes.items.length > 0;
		if (!matchesSome && scalarOf(map, "match_all_exit_codes") !== true) {
			report.warn(path, "This rule matches no exit code: give exit_codes, or match_all_exit_codes: true");
		}
	},
});

export const failureHandler = record({
	noun: "a failure handler",
	required: ["name", "rules"],
	fields: { name: text(nonEmpty), rules: list(rule) },
});

export const slurmScheduler = record({
	noun: "a slurm_scheduler",
	required: ["account"],
	fields: {
		name: text(nonEmpty),
		account: text(nonEmpty),
		partition: text(),
		nodes: integer(1),
		walltime: walltimeText,
		mem: text(),
		gres: text(),
		qos: text(),
		ntasks_per_node: integer(1),
		tmp: text(),
		extra: text(),
		serialize_allocations: flag,
	},
});

const ACTION: RecordShape = {
	noun: "an action",
	required: ["trigger_type", "action_type"],
	fields: {
		trigger_type: oneOf(...TRIGGER_TYPES),
		action_type: oneOf("run_commands", "schedule_nodes"),
		jobs: list(text(nonEmpty)),
		job_name_regexes: list(text(nonEmpty)),
		commands: list(text(nonEmpty)),
		scheduler: text(nonEmpty),
		scheduler_type: oneOf("slurm", "local"),
		num_allocations: integer(1),
		start_one_worker_per_node: flag,
		max_parallel_jobs: integer(1),
		persistent: flag,
	},
	rules: (map, path, report) => {
		const trigger = scalarOf(map, "trigger_type");
		const filled = (key: string): boolean => listLength(map, key) > 0;
		if (trigger === "on_jobs_ready" || trigger === "on_jobs_complete") {
			if (!filled("jobs") && !filled("job_name_regexes")) {
				report.errorAt(map.at, path, `An action on ${trigger} needs jobs or job_name_regexes`);
			}
		}
		const type = scalarOf(map, "action_type");
		if (type === "run_commands" && !filled("commands")) {
			report.errorAt(map.at, path, "A run_commands action needs commands");
		}
		if (type !== "schedule_nodes") return;
		for (const key of ["scheduler", "scheduler_type"]) {
			if (fieldOf(map, key) === undefined) report.errorAt(map.at, path, `A schedule_nodes action needs ${key}`);
		}
	},
};
export const action: Check = record(ACTION);

function listLength(map: LocatedMap, key: string): number {
	const node = fieldOf(map, key);
	return node?.kind === "list" ? node.items.length : 0;
}
