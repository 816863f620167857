// Checks the records of a draft by hand: a schema library would cost more than storing a million jobs.
// The client's own checks are better reading for people; these keep a wrong program from storing nonsense.
import { isEnvName } from "../../core/env-name.ts";
import { invalid } from "../../core/errors.ts";
import { labelProblem } from "../../core/labels.ts";
import { jsonProblem, textProblem } from "../../core/storable.ts";
import type { DraftChunk } from "../../store/commands/draft/create-workflow-from-draft.ts";

/** Answers what was expected; null when the value is right. */
type Check = (value: unknown) => string | null;
interface Fields {
	readonly required: readonly string[];
	/** A map, because records of strangers may have fields such as `toString`. */
	readonly checks: ReadonlyMap<string, Check>;
}

function fields(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Fields {
	return { required: Object.keys(required), checks: new Map(Object.entries({ ...required, ...optional })) };
}

export class DraftLineChecker {
	/** Number of lines checked. */
	line = 0;
	private highestSet = -1;
	private sets = 0;

	/** Errors: `invalid` naming line, record and field. */
	check(line: unknown): DraftChunk {
		this.line++;
		if (!isRecord(line)) throw invalid(`Line ${this.line} of the draft: expected {"k": kind, "v": records}`);
		const { k: kind, v: value } = line;
		const known = RECORDS.get(kind as string);
		if (kind === "workflow") this.checkRecord("workflow", WORKFLOW, value, 0);
		else if (!Array.isArray(value)) throw invalid(`Line ${this.line} of the draft: expected a list of records`);
		else if (known)
			for (const [index, record] of value.entries()) this.checkRecord(kind as string, known, record, index);
		else if (INDEX_LISTS.has(kind as string)) this.checkLists(kind as string, value);
		else throw invalid(`Line ${this.line} of the draft: unknown kind ${JSON.stringify(kind)}`);
		if (kind === "jobs") this.noteSets(value as readonly { depends_on_sets?: readonly number[] }[]);
		if (kind === "dependencySets") this.sets += (value as unknown[]).length;
		return line as unknown as DraftChunk;
	}

	/** Errors: `invalid` when a job waits for a set that never came. */
	finish(): void {
		if (this.highestSet >= this.sets) {
			throw invalid(`The draft refers to dependency set ${this.highestSet}, but has only ${this.sets}`);
		}
	}

	private checkRecord(kind: string, known: Fields, record: unknown, index: number): void {
		if (!isRecord(record)) this.refuse(kind, index, "", "expected a record");
		for (const name of known.required) {
			if (record[name] === undefined) this.refuse(kind, index, name, "missing");
		}
		for (const name in record) {
			const value = record[name];
			const check = known.checks.get(name);
			if (check === undefined) this.refuse(kind, index, name, "unknown field");
			const expected = value === undefined ? null : check(value);
			if (expected !== null) this.refuse(kind, index, name, `expected ${expected}`);
		}
	}

	private checkLists(kind: string, lists: readonly unknown[]): void {
		for (const [index, list] of lists.entries()) {
			const expected = indexList(list);
			if (expected !== null) this.refuse(kind, index, "", `expected ${expected}`);
		}
	}

	private refuse(kind: string, index: number, field: string, problem: string): never {
		const place = `${kind}[${index}]${field === "" ? "" : `.${field}`}`;
		throw invalid(`Line ${this.line} of the draft, ${place}: ${problem}`, field === "" ? {} : { field });
	}

	private noteSets(jobs: readonly { readonly depends_on_sets?: readonly number[] }[]): void {
		for (const { depends_on_sets } of jobs) {
			for (const set of depends_on_sets ?? []) if (set > this.highestSet) this.highestSet = set;
		}
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const text: Check = (value) => {
	if (typeof value !== "string") return "text";
	const problem = textProblem(value);
	return problem && `text; it ${problem}`;
};
const flag: Check = (value) => (typeof value === "boolean" ? null : "true or false");
const number: Check = (value) => (typeof value === "number" ? null : "a number");
const anything: Check = (value) => {
	const problem = jsonProblem(value);
	return problem && `other data; it ${problem}`;
};
const record: Check = (value) => (isRecord(value) ? anything(value) : "a record");
const count: Check = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? null : "an integer ≥ 0");
const positive: Check = (value) => (Number.isSafeInteger(value) && (value as number) > 0 ? null : "an integer > 0");
const texts: Check = (value) =>
	Array.isArray(value) && value.every((item) => text(item) === null) ? null : "a list of texts";
const labels: Check = (value) =>
	texts(value) ?? (value as string[]).map(labelProblem).find((problem) => problem !== null) ?? null;
const indexList: Check = (value) =>
	Array.isArray(value) && value.every((item) => count(item) === null) ? null : "a list of indexes";
const env: Check = (value) => {
	if (!isRecord(value)) return "a record of texts";
	for (const name in value) {
		if (!isEnvName(name)) return `variable names (letters, digits, _), not '${name}'`;
		const problem = text(value[name]);
		if (problem !== null) return problem;
	}
	return null;
};
const tokens: Check = (value) =>
	isRecord(value) && Object.values(value).every((item) => count(item) === null) ? null : "a record of indexes";
const rules: Check = (value) => (Array.isArray(value) && value.every(isRecord) ? anything(value) : "a list of rules");

const INDEX_LISTS: ReadonlySet<string> = new Set(["inputFileLists", "inputUserDataLists", "dependencySets"]);

const WORKFLOW = fields(
	{ name: text, user: text },
	{
		description: text,
		project: text,
		metadata: record,
		env,
		compute_node_expiration_buffer_seconds: count,
		compute_node_wait_for_new_jobs_seconds: count,
		compute_node_ignore_workflow_completion: flag,
		compute_node_wait_for_healthy_database_minutes: count,
		compute_node_min_time_for_new_jobs_seconds: count,
		jobs_sort_method: text,
		use_pending_failed: flag,
		enable_ro_crate: flag,
		access_groups: texts,
		dynamic_jobs: record,
		resource_monitor_config: record,
		execution_config: record,
		slurm_defaults: record,
		submission_directory: text,
	},
);

const RECORDS: ReadonlyMap<string, Fields> = new Map([
	[
		"resourceRequirements",
		fields({ name: text, num_cpus: positive, num_gpus: count, num_nodes: positive, memory: text, runtime: text }),
	],
	[
		"slurmSchedulers",
		fields(
			{ account: text, nodes: positive, walltime: text },
			{
				name: text,
				partition: text,
				mem: text,
				gres: text,
				qos: text,
				ntasks_per_node: positive,
				tmp: text,
				extra: text,
				serialize_allocations: flag,
			},
		),
	],
	["failureHandlers", fields({ name: text, rules })],
	["files", fields({ name: text, path: text }, { st_mtime: number, identifier: text })],
	["userData", fields({ name: text }, { data: anything, is_ephemeral: flag })],
	[
		"jobs",
		fields(
			{ name: text, command: text },
			{
				invocation_script: text,
				env,
				cancel_on_blocking_job_failure: flag,
				supports_termination: flag,
				resource_requirements: count,
				failure_handler: count,
				scheduler: count,
				priority: count,
				labels,
				depends_on_sets: indexList,
				input_files: count,
				input_user_data: count,
				output_files: indexList,
				output_user_data: indexList,
				user_data_tokens: tokens,
				checkpoint: record,
			},
		),
	],
	[
		"actions",
		fields(
			{ trigger_type: text, action_type: text, action_config: record },
			{ persistent: flag, jobs: indexList, scheduler: count },
		),
	],
]);
