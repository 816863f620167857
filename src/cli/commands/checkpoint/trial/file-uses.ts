// What an attempt did to each file, from the events in their order. Pure.
import type { FileEvent } from "../../../../platform/watch-tree.ts";
import type { FileUse } from "./attempt.ts";

export class FileUses {
	private readonly uses = new Map<string, { -readonly [K in keyof FileUse]: FileUse[K] }>();
	private changes = 0;

	/** `late`: after the signal. */
	add(events: readonly FileEvent[], late: boolean): void {
		for (const { path, kind } of events) {
			const use = this.useOf(path);
			if (kind === "read") {
				if (!use.wasWritten) use.wasRead = true;
				continue;
			}
			use.wasWritten = true;
			use.lastChange = ++this.changes;
			if (late) use.savedLate = true;
			if (kind === "write") use.inPlace = true;
			// Whatever was written under this name before is gone.
			else if (kind === "replace") use.inPlace = false;
		}
	}

	/** `bytesOf`: size of a file now; null when it is not there. */
	list(bytesOf: (path: string) => number | null): FileUse[] {
		return [...this.uses.values()].map((use) => ({ ...use, bytes: bytesOf(use.path) }));
	}

	private useOf(path: string): { -readonly [K in keyof FileUse]: FileUse[K] } {
		let use = this.uses.get(path);
		if (use === undefined) {
			use = { path, wasRead: false, wasWritten: false, inPlace: false, savedLate: false, lastChange: 0, bytes: null };
			this.uses.set(path, use);
		}
		return use;
	}
}
