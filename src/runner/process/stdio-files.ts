// A job's output files (4-runner §4). An attempt that is started again gets files of its own: nothing is truncated.
import { closeSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";

export type StdioMode = "separate" | "combined" | "no_stdout" | "no_stderr" | "none";

export interface StdioSettings {
	readonly mode: StdioMode;
	readonly deleteOnSuccess: boolean;
}

export interface StdioFiles {
	/** File descriptors; null discards. */
	readonly stdout: number | null;
	readonly stderr: number | null;
	readonly paths: readonly string[];
	/** Closes the runner's descriptors; the job keeps its own. */
	close(): void;
	remove(): void;
}

/** `stem`: `job_wf1_j2_r1_a1`. Errors: what the system says when the folder is not writable or full. */
export function openStdio(directory: string, stem: string, mode: StdioMode): StdioFiles {
	const open = (extension: string): { fd: number; path: string } => openNew(join(directory, stem), extension);
	if (mode === "none") return files(null, null);
	if (mode === "combined") {
		const log = open(".log");
		return files(log, log);
	}
	const stdout = mode === "no_stdout" ? null : open(".o");
	try {
		return files(stdout, mode === "no_stderr" ? null : open(".e"));
	} catch (error) {
		if (stdout !== null) closeSync(stdout.fd);
		throw error;
	}
}

interface OpenFile {
	readonly fd: number;
	readonly path: string;
}

/** The first free name: `stem.o`, then `stem_s1.o`, `stem_s2.o`, … for further starts of the same attempt. */
function openNew(stem: string, extension: string): OpenFile {
	for (let start = 0; ; start++) {
		const path = start === 0 ? `${stem}${extension}` : `${stem}_s${start}${extension}`;
		try {
			return { fd: openSync(path, "wx"), path };
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
		}
	}
}

function files(stdout: OpenFile | null, stderr: OpenFile | null): StdioFiles {
	const opened = [...new Set([stdout, stderr])].filter((file) => file !== null);
	return {
		stdout: stdout?.fd ?? null,
		stderr: stderr?.fd ?? null,
		paths: opened.map((file) => file.path),
		close: () => {
			for (const { fd } of opened) closeSync(fd);
		},
		remove: () => {
			// The job may have removed them itself.
			for (const { path } of opened) rmSync(path, { force: true });
		},
	};
}
