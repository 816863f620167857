// Events of files to what an attempt did with them.
import { expect, test } from "bun:test";
import type { FileEvent, FileEventKind } from "../../../../platform/watch-tree.ts";
import { FileUses } from "./file-uses.ts";

const events = (...kinds: readonly FileEventKind[]): FileEvent[] => kinds.map((kind) => ({ kind, path: "/a" }));

test("read first, then replaced after the signal", () => {
	const uses = new FileUses();
	uses.add(events("read"), false);
	uses.add(events("replace", "read"), true);
	expect(uses.list(() => 7)).toEqual([
		{ path: "/a", wasRead: true, wasWritten: true, inPlace: false, savedLate: true, lastChange: 1, bytes: 7 },
	]);
});

test("what it wrote itself and read again is no going on", () => {
	const uses = new FileUses();
	uses.add(events("create", "write", "read"), false);
	expect(uses.list(() => 7)).toMatchObject([{ wasRead: false, inPlace: true, savedLate: false, lastChange: 2 }]);
});

test("a rename over a file that was written in place makes it whole again", () => {
	const uses = new FileUses();
	uses.add(events("write", "replace"), false);
	expect(uses.list(() => 7)).toMatchObject([{ wasWritten: true, inPlace: false }]);
});
