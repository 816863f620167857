// The logs of one workflow, from the output folder of a run or from a bundle.
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { createTarDecoder } from "modern-tar";
import { TorcError } from "../../../core/errors.ts";
import { workflowOfFile } from "./log-names.ts";

export interface BundleInfo {
	readonly workflow_id: number;
	readonly workflow_name: string;
	readonly collected_at: string;
}

export interface LogSource {
	/** Null: a folder, or a bundle without its description. */
	bundle: BundleInfo | null;
	/** Null until a file was read. */
	workflowId: number | null;
	/** Calls `read` with one file after the other; it has to read all of each. Errors: `environment` (damaged archive). */
	each(read: (file: LogFile) => Promise<void>): Promise<void>;
}

export interface LogFile {
	/** Without folders. */
	readonly name: string;
	readonly content: Readable | ReadableStream<Uint8Array>;
}

/** Errors: `not_found`, `conflict` (several workflows and none chosen). */
export function openLogs(path: string, workflowId: number | undefined): LogSource {
	if (!existsSync(path)) throw new TorcError("not_found", `Path not found: ${path}`);
	return statSync(path).isDirectory() ? folderSource(path, workflowId) : archiveSource(path, workflowId);
}

/** Environments hold words such as ERROR without meaning any. */
const isLog = (name: string): boolean => /\.(log|o|e)$/.test(name) && !name.startsWith("slurm_env_");

function folderSource(path: string, workflowId: number | undefined): LogSource {
	const files = [path, join(path, "job_stdio")]
		.filter((folder) => existsSync(folder))
		.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
		.filter((file) => isLog(basename(file)) && workflowOfFile(basename(file)) !== null)
		.sort();
	const ids = new Set(files.map((file) => workflowOfFile(basename(file)) as number));
	const chosen = chooseWorkflowOf(path, ids, workflowId);
	return {
		bundle: null,
		workflowId: chosen,
		async each(read) {
			for (const file of files) {
				if (workflowOfFile(basename(file)) !== chosen) continue;
				await read({ name: basename(file), content: createReadStream(file) });
			}
		},
	};
}

function chooseWorkflowOf(path: string, ids: ReadonlySet<number>, wanted: number | undefined): number {
	const [only] = ids;
	if (only === undefined || (wanted !== undefined && !ids.has(wanted))) {
		throw noLogs(path, wanted);
	}
	if (wanted === undefined && ids.size > 1) {
		const list = [...ids].sort((a, b) => a - b).join(", ");
		throw new TorcError("conflict", `Multiple workflows detected in ${path}: ${list}`, {
			hint: "Choose one with --workflow-id.",
		});
	}
	return wanted ?? only;
}

export function noLogs(path: string, workflowId: number | undefined): TorcError {
	const of = workflowId === undefined ? "" : ` of workflow ${workflowId}`;
	return new TorcError("not_found", `No workflow log files found${of} in ${path}`);
}

function archiveSource(path: string, workflowId: number | undefined): LogSource {
	const source: LogSource = {
		bundle: null,
		workflowId: workflowId ?? null,
		async each(read) {
			try {
				for await (const file of filesOf(path, source, workflowId)) await read(file);
			} catch (error) {
				if (error instanceof TorcError || /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
				throw new TorcError("environment", `${path} is no archive of logs, or a damaged one`, {
					cause: error,
					hint: "'torc logs bundle' makes one; the output folder of the run can be analyzed too.",
				});
			}
		},
	};
	return source;
}

async function* filesOf(path: string, source: LogSource, workflowId: number | undefined): AsyncGenerator<LogFile> {
	const { readable, writable } = createTarDecoder({ strict: true });
	const packed = /\.(tgz|gz)$/.test(path) ? createReadStream(path).pipe(createGunzip()) : createReadStream(path);
	const unpacking = Readable.toWeb(packed).pipeTo(writable as never);
	// Its error reaches the reader of the entries too.
	unpacking.catch(() => undefined);
	for await (const { header, body } of readable) {
		const name = basename(header.name);
		if (name === "bundle_metadata.json") {
			source.bundle = (await new Response(body as never).json()) as BundleInfo;
			source.workflowId ??= source.bundle.workflow_id;
			continue;
		}
		const id = workflowOfFile(name);
		if (!isLog(name) || id === null || (workflowId !== undefined && id !== workflowId)) {
			await body.cancel();
			continue;
		}
		source.workflowId ??= id;
		yield { name, content: body };
	}
}
