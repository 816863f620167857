// sacct --json, in the shapes of 21.08 to 24.11: states as words or lists, numbers plain or as `{set, number}`. Pure.
import { expandHosts } from "../environment/host-list.ts";
import { isPlaceholder } from "./accounts-from-table.ts";
import type { AccountRow } from "./job-accounts.ts";

type Json = Readonly<Record<string, unknown>>;

export interface JsonAccounts {
	readonly rows: readonly AccountRow[];
	/** By Slurm's job id: everything sacct said of the job. */
	readonly documents: ReadonlyMap<string, unknown>;
}

/** Null when the text is no such document. */
export function accountsFromJson(text: string): JsonAccounts | null {
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch {
		return null;
	}
	const { jobs } = record(document);
	if (!Array.isArray(jobs)) return null;
	const rows: AccountRow[] = [];
	const documents = new Map<string, unknown>();
	for (const job of jobs.map(record)) {
		const slurmJobId = String(number(job.job_id) ?? "");
		const own = rowOf(job, {
			slurmJobId,
			step: null,
			nodes: String(job.nodes ?? ""),
			numNodes: number(job.allocation_nodes),
		});
		if (isPlaceholder(String(job.name ?? ""), own.state)) continue;
		documents.set(slurmJobId, job);
		rows.push(own);
		for (const step of (Array.isArray(job.steps) ? job.steps : []).map(record)) rows.push(stepRow(slurmJobId, step));
	}
	return { rows, documents };
}

function stepRow(slurmJobId: string, step: Json): AccountRow {
	const { id, name } = record(step.step);
	const nodes = record(step.nodes);
	const identity = { id: stepId(id), name: String(name ?? "") };
	return rowOf(step, { slurmJobId, step: identity, nodes: String(nodes.range ?? ""), numNodes: number(nodes.count) });
}

function rowOf(from: Json, place: Pick<AccountRow, "slurmJobId" | "step" | "nodes" | "numNodes">): AccountRow {
	const { slurmJobId, step, nodes, numNodes } = place;
	const time = record(from.time);
	const total = record(time.total);
	return {
		slurmJobId,
		step,
		state: stateOf(from.state) || stateOf(from.job_state),
		exitCode: exitCodeOf(record(from.exit_code)),
		elapsedSeconds: number(time.elapsed) ?? 0,
		maxRssBytes: step === null ? null : maxMemory(record(record(from.tres).requested)),
		cpuSeconds: (number(total.seconds) ?? 0) + (number(total.microseconds) ?? 0) / 1e6,
		nodes,
		numNodes: numNodes ?? (nodes === "" ? null : expandHosts(nodes).length),
	};
}

/** `12.batch`, `12.0`, `{step_id: 0}` or `0`. */
function stepId(id: unknown): string {
	const given = typeof id === "object" && id !== null ? (record(id).step_id ?? "") : (id ?? "");
	return String(number(given) ?? given).replace(/^\d+\./, "");
}

function stateOf(state: unknown): string {
	if (typeof state === "string") return state;
	if (Array.isArray(state)) return state.map(String).join(",");
	return typeof state === "object" && state !== null ? stateOf((state as Json).current) : "";
}

function exitCodeOf(exit: Json): string {
	const signal = record(exit.signal);
	const signalNumber = number(signal.id) ?? number(signal.signal_id) ?? 0;
	return `${number(exit.return_code) ?? 0}:${signalNumber}`;
}

/** Of the task that used most, in bytes. */
function maxMemory(requested: Json): number | null {
	const entries = Array.isArray(requested.max) ? requested.max.map(record) : [];
	return number(entries.find((entry) => entry.type === "mem")?.count);
}

function number(value: unknown): number | null {
	if (typeof value === "number") return value;
	if (typeof value === "string") return /^\d+$/.test(value) ? Number(value) : null;
	const { set, number: inner } = record(value);
	return set === false ? null : typeof inner === "number" ? inner : null;
}

const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
