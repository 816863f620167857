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

/**
 * In order of their paths; what cannot be read is not there, and links to folders are followed only where they are declared:
 * below, one may lead back. `folder`: the job's TORC_CHECKPOINT_DIR, which paths may name.
 */
export function findCheckpointFiles(paths: readonly string[], folder: string): CheckpointFile[] {
	const found = new Map<string, CheckpointFile>();
	for (const pattern of paths) {
		const text = pattern.replaceAll(/\$\{TORC_CHECKPOINT_DIR\}|\$TORC_CHECKPOINT_DIR\b/g, folder);
		for (const path of /[*?[{]/.test(text) ? (readable(() => globSync(text)) ?? []) : [text])
			addFiles(found, resolve(path));
	}
	return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function addFiles(found: Map<string, CheckpointFile>, path: string): void {
	const stat = readable(() => statSync(path, { throwIfNoEntry: false, bigint: true }));
	if (stat?.isFile()) {
		const version = `${stat.size} ${stat.mtimeNs} ${stat.ino}`;
		found.set(path, { path, bytes: Number(stat.size), writtenAt: Number(stat.mtimeNs / 1_000_000n), version });
	} else if (stat?.isDirectory()) {
		for (const entry of readable(() => readdirSync(path, { withFileTypes: true })) ?? []) {
			const inside = join(path, entry.name);
			const leadsToFolder = entry.isSymbolicLink() && readable(() => statSync(inside))?.isDirectory() === true;
			if (!leadsToFolder) addFiles(found, inside);
		}
	}
}

/** Undefined for what is gone, too long, a circle of links, or not for this user. */
function readable<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		return undefined;
	}
}

/** Equal as long as no declared file is new, gone or changed. */
export const fingerprint = (files: readonly CheckpointFile[]): string =>
	files.map((file) => `${file.path} ${file.version}`).join("\n");
