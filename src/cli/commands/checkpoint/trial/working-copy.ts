// Copies what a job needs of the working folder into a scratch folder, so that nothing of the user's is changed.
import {
	constants,
	copyFileSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readlinkSync,
	realpathSync,
	statSync,
	symlinkSync,
	utimesSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { TorcError } from "../../../../core/errors.ts";
import { formatMemorySize } from "../../../../core/memory-size.ts";

export interface CopyWishes {
	readonly from: string;
	/** Relative to `from`; absent: everything. */
	readonly only?: readonly string[] | undefined;
	/** Relative to `from`: linked instead of copied, for what is large and only read. */
	readonly links: readonly string[];
	/** Absolute: results and checkpoints of earlier runs, and what is Torc's. */
	readonly without: ReadonlySet<string>;
	readonly limitBytes: number;
}

export interface CopyPlan {
	readonly from: string;
	readonly links: readonly string[];
	/** Relative paths, as all below. */
	readonly files: readonly string[];
	/** Also empty ones: the job may write there. */
	readonly folders: readonly string[];
	/** Symbolic links within the folder, kept as they are. */
	readonly symlinks: readonly string[];
	readonly bytes: number;
}

const MOST_FILES = 100_000;

/** Reads only. Errors: `invalid` when it is more than the limit, or a path is not there or leads out of the folder. */
export function planCopy(wishes: CopyWishes): CopyPlan {
	const { from, links, only = ["."] } = wishes;
	for (const path of [...only, ...links]) checkInside(from, path);
	const listing = new Listing(wishes);
	for (const path of only) listing.add(resolve(from, path));
	const { files, folders, symlinks, bytes } = listing;
	return { from, links, files, folders, symlinks, bytes };
}

/** By reflink where the file system can; keeps the times, so that inputs count as unchanged. */
export function copyTo(plan: CopyPlan, target: string): void {
	mkdirSync(target, { recursive: true });
	for (const path of plan.folders) mkdirSync(join(target, path), { recursive: true });
	for (const path of plan.files) {
		const [source, copy] = [join(plan.from, path), join(target, path)];
		mkdirSync(dirname(copy), { recursive: true });
		copyFileSync(source, copy, constants.COPYFILE_FICLONE);
		const { atime, mtime } = statSync(source);
		utimesSync(copy, atime, mtime);
	}
	for (const path of plan.symlinks) {
		mkdirSync(dirname(join(target, path)), { recursive: true });
		symlinkSync(readlinkSync(join(plan.from, path)), join(target, path));
	}
	for (const path of plan.links) {
		mkdirSync(dirname(join(target, path)), { recursive: true });
		symlinkSync(resolve(plan.from, path), join(target, path));
	}
}

/** What is to be copied. Links that lead out of the folder are followed: their targets are the user's own. */
class Listing {
	readonly files: string[] = [];
	readonly folders: string[] = [];
	readonly symlinks: string[] = [];
	bytes = 0;
	private readonly wishes: CopyWishes;
	private readonly linked: ReadonlySet<string>;
	private readonly seen = new Set<string>();

	constructor(wishes: CopyWishes) {
		this.wishes = wishes;
		this.linked = new Set(wishes.links.map((path) => resolve(wishes.from, path)));
	}

	add(path: string): void {
		const { from, without } = this.wishes;
		if (without.has(path) || this.linked.has(path) || this.seen.has(path)) return;
		this.seen.add(path);
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat === undefined) return;
		if (this.staysLink(path)) this.symlinks.push(relative(from, path));
		else if (stat.isDirectory()) this.addFolder(path);
		else if (stat.isFile()) {
			this.files.push(relative(from, path));
			this.bytes += stat.size;
			this.checkSize();
		}
	}

	private staysLink(path: string): boolean {
		if (!lstatSync(path).isSymbolicLink()) return false;
		return !isAbsolute(readlinkSync(path)) && isInside(realpathSync(this.wishes.from), realpathSync(path));
	}

	private addFolder(path: string): void {
		// A link may lead to a folder above itself.
		const real = realpathSync(path);
		if (real !== path && (this.seen.has(real) || isInside(real, path))) return;
		this.seen.add(real);
		this.folders.push(relative(this.wishes.from, path));
		for (const name of readdirSync(path)) this.add(join(path, name));
	}

	private checkSize(): void {
		const { from, limitBytes } = this.wishes;
		if (this.bytes <= limitBytes && this.files.length <= MOST_FILES) return;
		const limit = this.bytes > limitBytes ? formatMemorySize(limitBytes) : `${MOST_FILES} files`;
		throw new TorcError("invalid", `The working folder ${from} holds more than ${limit}; nothing was copied`, {
			hint: "Name what the job needs with --copy (repeatable), leave what is large and only read where it is with --link, or raise --copy-limit.",
		});
	}
}

function checkInside(from: string, path: string): void {
	const full = resolve(from, path);
	if (!isInside(from, full)) {
		throw new TorcError("invalid", `${path} is not in the working folder ${from}`, {
			hint: "What lies elsewhere needs no copy: the job finds it under its absolute path.",
		});
	}
	if (statSync(full, { throwIfNoEntry: false }) === undefined) {
		throw new TorcError("invalid", `There is no ${path} in ${from}`, { hint: "Check --copy and --link." });
	}
}

export const isInside = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);
