// What is told of a checkpoint: when it was saved, and how large it is.
import type { CheckpointFacts } from "../../contract/models/checkpoint.ts";
import type { CheckpointFile } from "./declared-files.ts";

/** It was saved when its newest file was written, by the file system's clock. Null without files. */
export function checkpointFacts(files: readonly CheckpointFile[]): CheckpointFacts | null {
	const [first] = files;
	if (first === undefined) return null;
	const newest = files.reduce((found, file) => (file.writtenAt > found.writtenAt ? file : found), first);
	return {
		saved_at: new Date(newest.writtenAt).toISOString(),
		num_files: files.length,
		size_bytes: files.reduce((sum, file) => sum + file.bytes, 0),
		path: newest.path,
	};
}
