// Databases as monitors write them, with figures whose pictures are known.
import { join } from "node:path";
import { openDatabase } from "../../src/sqlite/database.ts";

/** Seconds since 1970. */
const START = Date.UTC(2026, 4, 1, 12, 0, 0) / 1000;
const GIB = 2 ** 30;

interface SampleJob {
	readonly id: number;
	readonly name: string;
	readonly samples: number;
	/** CPU percent and GiB at a place between 0 and 1. */
	readonly cpu: (place: number) => number;
	readonly memoryGib: (place: number) => number;
}

export const SAMPLE_JOBS: readonly SampleJob[] = [
	{ id: 1, name: "prepare", samples: 12, cpu: () => 95, memoryGib: (place) => 0.4 + place },
	{
		id: 2,
		name: "simulate",
		samples: 240,
		cpu: (place) => 350 + 40 * Math.sin(place * 25),
		memoryGib: (place) => 2 + 6 * place,
	},
	{ id: 3, name: "train", samples: 180, cpu: (place) => (place < 0.2 ? 100 : 780), memoryGib: () => 11.5 },
	{ id: 4, name: "report </script>", samples: 1, cpu: () => 40, memoryGib: () => 0.1 },
];

/** A database of jobs and node `n1`, and one of node `n2` alone; their paths. */
export function writeSampleMetrics(folder: string, jobs: readonly SampleJob[] = SAMPLE_JOBS): string[] {
	return ["n1", "n2"].map((node, index) => {
		const path = join(folder, `resource_metrics_wf1_h${node}_r1.db`);
		const database = openDatabase(path);
		database.exec(TABLES);
		if (index === 0) for (const job of jobs) writeJob(database, job);
		for (let at = 0; at < 240; at++) {
			const cpu = index === 0 ? 900 + 200 * Math.sin(at / 20) : 300 + at;
			const insert = "INSERT INTO system_resource_samples VALUES (NULL, ?, ?, ?, ?)";
			database.run(insert, START + 10 * at, cpu, Math.round((8 + index * 5 + at / 60) * GIB), 64 * GIB);
		}
		database.close();
		return path;
	});
}

function writeJob(database: ReturnType<typeof openDatabase>, { id, name, samples, cpu, memoryGib }: SampleJob): void {
	database.run("INSERT INTO job_metadata VALUES (?, ?)", id, name);
	for (let at = 0; at < samples; at++) {
		const place = samples === 1 ? 0 : at / (samples - 1);
		const bytes = Math.round(memoryGib(place) * GIB);
		const insert = "INSERT INTO job_resource_samples VALUES (?, ?, ?, ?, 1)";
		database.run(insert, id, START + 60 * id + 10 * at, cpu(place), bytes);
	}
}

const TABLES = `
CREATE TABLE job_resource_samples (job_id INTEGER NOT NULL, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, num_processes INTEGER NOT NULL, PRIMARY KEY (job_id, timestamp));
CREATE TABLE job_metadata (job_id INTEGER PRIMARY KEY, job_name TEXT NOT NULL);
CREATE TABLE system_resource_samples (id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, total_memory_bytes INTEGER NOT NULL);`;
