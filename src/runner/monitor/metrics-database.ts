// Samples over time, for plots: a SQLite file that exists only where a time series is asked for (4-runner §5).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase, type SqlValue } from "../../sqlite/database.ts";
import type { Session } from "../session.ts";
import type { NodeFigures } from "./sampler.ts";

const JOB_TABLES = `
CREATE TABLE IF NOT EXISTS job_resource_samples (job_id INTEGER NOT NULL, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, num_processes INTEGER NOT NULL, PRIMARY KEY (job_id, timestamp));
CREATE TABLE IF NOT EXISTS job_metadata (job_id INTEGER PRIMARY KEY, job_name TEXT NOT NULL);`;
const NODE_TABLES = `
CREATE TABLE IF NOT EXISTS system_resource_samples (id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, total_memory_bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS system_resource_summary (id INTEGER PRIMARY KEY CHECK (id = 1), sample_count INTEGER NOT NULL,
	peak_cpu_percent REAL NOT NULL, avg_cpu_percent REAL NOT NULL, peak_memory_bytes INTEGER NOT NULL, avg_memory_bytes INTEGER NOT NULL);`;

export class MetricsDatabase {
	private readonly database: Database;
	private readonly flushMs: number;
	private readonly series: { readonly jobSeries: boolean; readonly nodeSeries: boolean };
	private waiting: { readonly sql: string; readonly values: readonly SqlValue[] }[] = [];
	private flushedAt: number;

	constructor(session: Session, series: { readonly jobSeries: boolean; readonly nodeSeries: boolean }) {
		const folder = join(session.outputDirectory, "resource_utilization");
		mkdirSync(folder, { recursive: true });
		const name = `resource_metrics_wf${session.workflowId}_h${session.hostname}_r${session.runId}.db`;
		this.database = openDatabase(join(folder, name), { synchronous: "normal" });
		this.database.exec(JOB_TABLES + NODE_TABLES);
		this.flushMs = (session.monitor?.flush_interval_seconds ?? 300) * 1000;
		this.series = series;
		this.flushedAt = Date.now();
	}

	nameJob(jobId: number, jobName: string): void {
		if (this.series.jobSeries) this.add("INSERT OR REPLACE INTO job_metadata VALUES (?, ?)", jobId, jobName);
	}

	addJob(jobId: number, nowMs: number, cpuPercent: number, bytes: number, processes: number): void {
		if (!this.series.jobSeries) return;
		const seconds = Math.floor(nowMs / 1000);
		this.add(
			"INSERT OR REPLACE INTO job_resource_samples VALUES (?, ?, ?, ?, ?)",
			jobId,
			seconds,
			cpuPercent,
			bytes,
			processes,
		);
	}

	addNode(nowMs: number, cpuPercent: number, bytes: number, totalBytes: number): void {
		if (!this.series.nodeSeries) return;
		const seconds = Math.floor(nowMs / 1000);
		this.add("INSERT INTO system_resource_samples VALUES (NULL, ?, ?, ?, ?)", seconds, cpuPercent, bytes, totalBytes);
	}

	/** Writes what has gathered; a job's end calls it, so that no finished job's samples are lost. */
	flush(): void {
		const rows = this.waiting;
		this.waiting = [];
		this.flushedAt = Date.now();
		if (rows.length === 0) return;
		this.database.exec("BEGIN");
		for (const { sql, values } of rows) this.database.run(sql, ...values);
		this.database.exec("COMMIT");
	}

	close(figures: NodeFigures | null): void {
		if (figures && this.series.nodeSeries) {
			const { sample_count, peak_cpu_percent, avg_cpu_percent, peak_memory_bytes, avg_memory_bytes } = figures;
			const values = [sample_count, peak_cpu_percent, avg_cpu_percent, peak_memory_bytes, avg_memory_bytes];
			this.add("INSERT OR REPLACE INTO system_resource_summary VALUES (1, ?, ?, ?, ?, ?)", ...values);
		}
		this.flush();
		this.database.close();
	}

	private add(sql: string, ...values: SqlValue[]): void {
		this.waiting.push({ sql, values });
		if (Date.now() - this.flushedAt >= this.flushMs) this.flush();
	}
}
