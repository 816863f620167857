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
	/** Each is to be read before the next is asked for. */
	files(): AsyncGenerator<{ readonly name: string; readonly content: Readable | ReadableStream<Uint8Array> }>;
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
		async *files() {
			for (const file of files) {
				if (workflowOfFile(basename(file)) !== chosen) continue;
				yield { name: basename(file), content: createReadStream(file) };
			}
		},
	};
}

function chooseWorkflowOf(path: string, ids: ReadonlySet<number>, wanted: number | undefined): number {
	const [only] = ids;
	if (only === undefined || (wanted !== undefined && !ids.has(wanted))) {
		const of = wanted === undefined ? "" : ` of workflow ${wanted}`;
		throw new TorcError("not_found", `No workflow log files found${of} in ${path}`);
	}
	if (wanted === undefined && ids.size > 1) {
		const list = [...ids].sort((a, b) => a - b).join(", ");
		throw new TorcError("conflict", `Multiple workflows detected in ${path}: ${list}`, {
			hint: "Choose one with --workflow-id.",
		});
	}
	return wanted ?? only;
}

function archiveSource(path: string, workflowId: number | undefined): LogSource {
	const source: LogSource = {
		bundle: null,
		workflowId: workflowId ?? null,
		async *files() {
			const { readable, writable } = createTarDecoder();
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
		},
	};
	return source;
}
