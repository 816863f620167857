// Declared outputs: after exit 0 each must exist; what they are is reported (4-runner §3).
import { type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ClaimedJob, FinishedReport } from "../../contract/sync.ts";
import type { Session } from "../session.ts";
import { fileDigest } from "./file-digest.ts";

export interface OutputCheck {
	readonly found: NonNullable<FinishedReport["output_files"]>;
	readonly missing: readonly string[];
}

/** Relative paths are taken from the working directory of the jobs. What cannot be looked at is missing. */
export function checkOutputs(job: ClaimedJob): OutputCheck {
	const found: NonNullable<FinishedReport["output_files"]> = [];
	const missing: string[] = [];
	for (const file of job.output_files) {
		const stat = statOf(resolve(file.path));
		if (stat) found.push({ file_id: file.id, st_mtime: stat.mtimeMs / 1000, size_bytes: stat.size });
		else missing.push(file.path);
	}
	return { found, missing };
}

/** Undefined for a path that is not there, too long, a circle of links, or below a folder that may not be read. */
function statOf(path: string): Stats | undefined {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

type Outputs = NonNullable<FinishedReport["output_files"]>;

/** With the digest of each file where the workflow keeps provenance: reading them all again is work. */
export async function withDigests({ workflow }: Session, job: ClaimedJob, outputs: Outputs): Promise<Outputs> {
	if (!workflow.enable_ro_crate) return outputs;
	const paths = new Map(job.output_files.map((file) => [file.id, file.path]));
	return Promise.all(
		outputs.map(async (output) => ({
			...output,
			sha256: await fileDigest(resolve(paths.get(output.file_id) ?? "")),
		})),
	);
}
