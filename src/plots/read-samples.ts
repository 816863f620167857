// Reads the databases of monitors (4-runner §5). Databases of older versions have no node samples.
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { TorcError } from "../core/errors.ts";
import { type Database, openDatabase } from "../sqlite/database.ts";
import type { JobSeries, NodeSeries, Samples } from "./samples.ts";

/** `jobIds`: only these jobs; empty: all. Errors: `not_found`, `environment` (not such a database). */
export function readSamples(paths: readonly string[], jobIds: readonly number[]): Samples {
	const jobs = new Map<number, Sample[]>();
	const names = new Map<number, string>();
	const nodes = new Map<string, NodeRow[]>();
	for (const path of paths) {
		if (!existsSync(path)) throw new TorcError("not_found", `There is no database ${path}`);
		// Of a run that goes on, the latest samples still stand in the log beside the file.
		const database = openDatabase(path, existsSync(`${path}-wal`) ? { readOnly: true } : { immutable: true });
		try {
			readOne(database, { jobs, names, nodes });
		} finally {
			database.close();
		}
	}
	const wanted = new Set(jobIds);
	return {
		jobs: [...jobs]
			.filter(([id]) => wanted.size === 0 || wanted.has(id))
			.sort(([a], [b]) => a - b)
			.map(([id, rows]): JobSeries => ({ id, name: names.get(id) ?? `job ${id}`, ...seriesOf(rows) })),
		nodes: [...nodes]
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([name, rows]): NodeSeries => ({ name, ...seriesOf(rows), totalMemoryBytes: largest(rows) })),
	};
}

interface Sample {
	readonly time: number;
	readonly cpu: number;
	readonly memory: number;
}
interface JobRow extends Sample {
	readonly job: number;
}
interface NodeRow extends Sample {
	readonly total: number;
}

interface Found {
	readonly jobs: Map<number, Sample[]>;
	readonly names: Map<number, string>;
	readonly nodes: Map<string, NodeRow[]>;
}

function readOne(database: Database, { jobs, names, nodes }: Found): void {
	const tables = new Set(database.all<{ name: string }>("SELECT name FROM sqlite_master").map(({ name }) => name));
	if (!tables.has("job_resource_samples") && !tables.has("system_resource_samples")) {
		throw new TorcError("environment", `${database.path} holds no measurements`, {
			hint: "Give the resource_metrics_*.db files of a run's resource_utilization folder.",
		});
	}
	if (tables.has("job_resource_samples")) {
		for (const row of database.iterate<JobRow>(JOB_SAMPLES)) append(jobs, row.job, row);
	}
	if (tables.has("job_metadata")) {
		for (const { id, name } of database.all<{ id: number; name: string }>(JOB_NAMES)) names.set(id, name);
	}
	if (tables.has("system_resource_samples")) {
		const name = nodeName(database.path);
		for (const row of database.iterate<NodeRow>(NODE_SAMPLES)) append(nodes, name, row);
	}
}

const JOB_SAMPLES = `SELECT job_id AS job, timestamp AS time, cpu_percent AS cpu, memory_bytes AS memory
	FROM job_resource_samples ORDER BY job_id, timestamp`;
const JOB_NAMES = "SELECT job_id AS id, job_name AS name FROM job_metadata";
const NODE_SAMPLES = `SELECT timestamp AS time, cpu_percent AS cpu, memory_bytes AS memory, total_memory_bytes AS total
	FROM system_resource_samples ORDER BY timestamp`;

/** The host or the allocation's node, as the file's name tells it. */
export function nodeName(path: string): string {
	const label = databaseLabel(path);
	const host = /_h(.+?)_r\d+(_sl\d+)?$/.exec(label);
	if (host) return host[1] as string;
	const slurm = /_sl(\d+)_n(\d+)_/.exec(label);
	return slurm ? `allocation ${slurm[1]} node ${slurm[2]}` : label;
}

/** `resource_metrics_wf1_hn1_r1.db` → `wf1_hn1_r1` */
export const databaseLabel = (path: string): string => basename(path).replace(/^resource_metrics_|\.db$/g, "");

function append<Key, Row>(lists: Map<Key, Row[]>, key: Key, row: Row): void {
	const list = lists.get(key);
	if (list) list.push(row);
	else lists.set(key, [row]);
}

/** Of several attempts in several databases, in order of time. */
function seriesOf(rows: readonly Sample[]) {
	const sorted = [...rows].sort((a, b) => a.time - b.time);
	return {
		times: sorted.map(({ time }) => time),
		cpuPercent: sorted.map(({ cpu }) => cpu),
		memoryBytes: sorted.map(({ memory }) => memory),
	};
}

const largest = (rows: readonly NodeRow[]): number => rows.reduce((most, { total }) => Math.max(most, total), 0);
