// Size, number and digest of the files in a folder (9-views, data sets).
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { TorcError } from "../../../core/errors.ts";

export type HashMode = "manifest" | "content" | "none";

export interface FolderDigest {
	readonly fileCount: number;
	readonly sizeBytes: number;
	/** null with `none`. */
	readonly sha256: string | null;
}

interface Found {
	/** Relative to the folder, parted by slashes. */
	readonly path: string;
	readonly sizeBytes: number;
	readonly modifiedMs: number;
}

/** `atOnce`: files read at the same time, ≥ 1. Errors: `not_found`, `malformed` when it is no folder. */
export async function folderDigest(folder: string, mode: HashMode, atOnce: number): Promise<FolderDigest> {
	const files = await filesIn(folder);
	const common = {
		fileCount: files.length,
		sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
	};
	if (mode === "none") return { ...common, sha256: null };
	const lines =
		mode === "manifest"
			? files.map(({ path, sizeBytes, modifiedMs }) => `${path}|${sizeBytes}|${(modifiedMs / 1000).toFixed(6)}`)
			: await contentLines(folder, files, atOnce);
	const digest = createHash("sha256");
	for (const line of lines) digest.update(`${line}\n`);
	return { ...common, sha256: digest.digest("hex") };
}

/** Sorted by path. Links to folders are not followed. */
async function filesIn(folder: string): Promise<Found[]> {
	const info = await stat(folder).catch(() => null);
	if (info === null) throw new TorcError("not_found", `There is no folder ${folder}`, { hint: "Check --path." });
	if (!info.isDirectory())
		throw new TorcError("malformed", `${folder} is no folder`, { hint: "--path names a folder." });
	const files: Found[] = [];
	const open = [""];
	for (let within = open.pop(); within !== undefined; within = open.pop()) {
		for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
			const path = within === "" ? entry.name : `${within}/${entry.name}`;
			if (entry.isDirectory()) open.push(path);
			else files.push(...(await fileAt(folder, path)));
		}
	}
	return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Nothing for what is no file: a link to a folder or to nowhere, a pipe. */
async function fileAt(folder: string, path: string): Promise<Found[]> {
	const info = await stat(join(folder, path)).catch(() => null);
	return info?.isFile() ? [{ path, sizeBytes: info.size, modifiedMs: info.mtimeMs }] : [];
}

async function contentLines(folder: string, files: readonly Found[], atOnce: number): Promise<string[]> {
	const lines: string[] = new Array(files.length);
	let next = 0;
	const reader = async (): Promise<void> => {
		for (let index = next++; index < files.length; index = next++) {
			const { path } = files[index] as Found;
			const hash = createHash("sha256");
			await pipeline(createReadStream(join(folder, path)), hash);
			lines[index] = `${path}:${hash.digest("hex")}`;
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, reader));
	return lines;
}
