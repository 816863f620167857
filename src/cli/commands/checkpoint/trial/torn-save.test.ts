// What a kill in the middle of a save would leave.
import { expect, test } from "bun:test";
import { type TornSave, tornSave } from "./torn-save.ts";

type Saved = Parameters<typeof tornSave>[0][number];
const inPlace = (path: string, lastChange: number): Saved => ({ path, inPlace: true, lastChange });
const renamed = (path: string, lastChange: number): Saved => ({ path, inPlace: false, lastChange });

const CASES: readonly (readonly [string, readonly Saved[], TornSave | null])[] = [
	["nothing", [], null],
	["one file, renamed: old or new", [renamed("a", 1)], null],
	["one file, in place: half of it", [inPlace("a", 1)], { path: "a", isCut: true, unsaved: [] }],
	[
		"two renamed: the first is new already",
		[renamed("b", 9), renamed("a", 5)],
		{ path: "a", isCut: false, unsaved: ["b"] },
	],
	[
		"what came before the cut file is new",
		[renamed("a", 1), inPlace("b", 2), inPlace("c", 3)],
		{ path: "b", isCut: true, unsaved: ["c"] },
	],
	["a database survives a kill", [inPlace("x.sqlite", 1)], null],
];
test.each(CASES)("%s", (_, saved, torn) => {
	expect(tornSave(saved, (path) => path.endsWith(".sqlite"))).toEqual(torn);
});
