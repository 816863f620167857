// Programs on PATH that stand before Slurm's and write down who asks what.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "./lab/cluster.ts";

const PROGRAMS = ["squeue", "scontrol", "sacct", "sinfo", "sstat", "sbatch", "scancel"];

/** From now on the cluster's programs are counted; the answer lists the calls so far. */
export function countQueries(cluster: Cluster): () => readonly string[] {
	const folder = join(cluster.directory, "counted");
	mkdirSync(folder);
	const log = join(folder, "calls");
	for (const program of PROGRAMS) {
		const path = join(folder, program);
		writeFileSync(
			path,
			`#!/bin/bash\necho "\${SLURM_JOB_ID:-outside} ${program} $*" >> ${log}\nexec /usr/bin/${program} "$@"\n`,
		);
		chmodSync(path, 0o755);
	}
	cluster.prependPath(folder);
	return () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
}
