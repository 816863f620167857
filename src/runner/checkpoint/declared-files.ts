// The files a job declares as its checkpoint: files, directories and globs, relative to the job's working directory.
import { globSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";

export interface CheckpointFile {
	/** Absolute. */
	readonly path: string;
	readonly bytes: number;
	/** Epoch milliseconds. */
	readonly writtenAt: number;
	/** Changes whenever the file is written or replaced. */
	readonly version: string;
}

export interface CheckpointSettings {
	/** Empty: nothing is declared, every restart counts as one without progress. */
	readonly paths: readonly string[];
	/** 0 = good. */
	readonly validate: string | null;
	/** Checkpoints kept beside the present one. */
	readonly keep: number;
	/** The code with which the job ends early by itself. */
	readonly exitCode: number | null;
}

const DEFAULT_KEEP = 2;

/** Null for a job without a checkpoint record. */
export function checkpointSettings({ checkpoint }: Pick<ClaimedJob, "checkpoint">): CheckpointSettings | null {
	if (checkpoint == null) return null;
	const { paths, validate, keep, exit_code } = checkpoint as Record<string, unknown>;
	return {
		paths: Array.isArray(paths) ? paths.map(String) : [],
		validate: typeof validate === "string" ? validate : null,
		keep: typeof keep === "number" ? keep : DEFAULT_KEEP,
		exitCode: typeof exit_code === "number" ? exit_code : null,
	};
}

/** In order of their paths; what cannot be read is not there. `folder`: the job's TORC_CHECKPOINT_DIR, which paths may name. */
export function findCheckpointFiles(paths: readonly string[], folder: string): CheckpointFile[] {
	const found = new Map<string, CheckpointFile>();
	const add = (path: string): void => {
		const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
		if (stat === undefined) return;
		if (stat.isDirectory()) for (const name of readdirSync(path)) add(join(path, name));
		else if (stat.isFile()) {
			const version = `${stat.size} ${stat.mtimeNs} ${stat.ino}`;
			const writtenAt = Number(stat.mtimeNs / 1_000_000n);
			found.set(path, { path, bytes: Number(stat.size), writtenAt, version });
		}
	};
	for (const pattern of paths) {
		const text = pattern.replaceAll(/\$\{TORC_CHECKPOINT_DIR\}|\$TORC_CHECKPOINT_DIR\b/g, folder);
		for (const path of /[*?[{]/.test(text) ? globSync(text) : [text]) add(resolve(path));
	}
	return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Equal as long as no declared file is new, gone or changed. */
export const fingerprint = (files: readonly CheckpointFile[]): string =>
	files.map((file) => `${file.path} ${file.version}`).join("\n");
