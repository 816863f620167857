// Watches what processes do to the files below some folders (inotify(7)): who reads, writes in place, or replaces.
import { dlopen, FFIType } from "bun:ffi";
import { closeSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** `read`: its content was read. `write`: its content was changed in place. `replace`: it was renamed to this name. */
export type FileEventKind = "read" | "write" | "create" | "replace" | "remove";

export interface FileEvent {
	readonly kind: FileEventKind;
	/** Absolute. */
	readonly path: string;
}

export interface TreeWatch extends Disposable {
	/** What has happened since the last call, in order. Folders made meanwhile are watched from then on. */
	drain(): FileEvent[];
	/** False when events were lost, or folders could not be watched. */
	readonly complete: boolean;
}

const NONBLOCK_CLOEXEC = 0o2004000;
const ACCESS = 0x1;
const MODIFY = 0x2;
const CLOSE_NOWRITE = 0x10;
const MOVED_FROM = 0x40;
const MOVED_TO = 0x80;
const CREATE = 0x100;
const DELETE = 0x200;
const OVERFLOW = 0x4000;
const ONLYDIR = 0x0100_0000;
const ISDIR = 0x4000_0000;
const MASK = ACCESS | MODIFY | CLOSE_NOWRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE | ONLYDIR;

/** struct inotify_event: wd, mask, cookie, len, then the name. */
const HEADER_BYTES = 16;
const BUFFER_BYTES = 256 * 1024;

interface Inotify {
	readonly inotify_init1: (flags: number) => number;
	readonly inotify_add_watch: (fd: number, path: Uint8Array, mask: number) => number;
}

let inotify: Inotify | null | undefined;

/** Null where the system has no such thing. Reading through a memory map counts when the file is closed. */
export function watchTree(folders: readonly string[]): TreeWatch | null {
	const fd = load()?.inotify_init1(NONBLOCK_CLOEXEC) ?? -1;
	if (fd < 0) return null;
	const watch = new Watch(fd);
	for (const folder of folders) watch.add(folder, null);
	return watch;
}

class Watch implements TreeWatch {
	complete = true;
	private readonly fd: number;
	private readonly folders = new Map<number, string>();
	private readonly buffer = Buffer.alloc(BUFFER_BYTES);

	constructor(fd: number) {
		this.fd = fd;
	}

	/** `found` gets what lies there already: it came before the watch did. */
	add(folder: string, found: FileEvent[] | null): void {
		const watch = load()?.inotify_add_watch(this.fd, Buffer.from(`${folder}\0`), MASK) ?? -1;
		if (watch < 0) {
			this.complete = false;
			return;
		}
		this.folders.set(watch, folder);
		for (const entry of entriesOf(folder)) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) this.add(path, found);
			else found?.push({ kind: "create", path });
		}
	}

	drain(): FileEvent[] {
		const events: FileEvent[] = [];
		for (;;) {
			const bytes = this.read();
			if (bytes === 0) return events;
			for (let offset = 0; offset < bytes; ) {
				const length = this.buffer.readUInt32LE(offset + 12);
				const name = this.buffer.toString("utf8", offset + HEADER_BYTES, offset + HEADER_BYTES + length);
				const watch = this.buffer.readInt32LE(offset);
				this.take(watch, this.buffer.readUInt32LE(offset + 4), name.replace(/\0+$/, ""), events);
				offset += HEADER_BYTES + length;
			}
		}
	}

	[Symbol.dispose](): void {
		closeSync(this.fd);
	}

	private read(): number {
		try {
			return readSync(this.fd, this.buffer, 0, BUFFER_BYTES, null);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "EAGAIN") return 0;
			throw error;
		}
	}

	private take(watch: number, mask: number, name: string, events: FileEvent[]): void {
		if (mask & OVERFLOW) this.complete = false;
		const folder = this.folders.get(watch);
		if (folder === undefined || name === "") return;
		const path = join(folder, name);
		if (!(mask & ISDIR)) {
			const kind = kindOf(mask);
			if (kind !== null) events.push({ kind, path });
		} else if (mask & (CREATE | MOVED_TO)) {
			// A folder that was moved keeps its watch, which gets the new name here; its files came with it, whole.
			const found: FileEvent[] = [];
			this.add(path, found);
			events.push(...(mask & MOVED_TO ? found.map((event) => ({ ...event, kind: "replace" as const })) : found));
		}
	}
}

function kindOf(mask: number): FileEventKind | null {
	if (mask & MODIFY) return "write";
	if (mask & MOVED_TO) return "replace";
	if (mask & CREATE) return "create";
	if (mask & (DELETE | MOVED_FROM)) return "remove";
	return mask & (ACCESS | CLOSE_NOWRITE) ? "read" : null;
}

function entriesOf(folder: string) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		// Gone again.
		return [];
	}
}

function load(): Inotify | null {
	if (inotify !== undefined) return inotify;
	try {
		const { symbols } = dlopen("libc.so.6", {
			inotify_init1: { args: [FFIType.i32], returns: FFIType.i32 },
			inotify_add_watch: { args: [FFIType.i32, FFIType.ptr, FFIType.u32], returns: FFIType.i32 },
		});
		inotify = symbols as unknown as Inotify;
	} catch {
		inotify = null;
	}
	return inotify;
}
