// Suggestions for misspelt names.
import { expect, test } from "bun:test";
import { nearestName } from "./nearest-name.ts";

test("finds the name that is meant", () => {
	expect(nearestName("comand", ["name", "command", "env"])).toBe("command");
	expect(nearestName("lsit", ["list", "get", "init"])).toBe("list");
	expect(nearestName("Jobs", ["files", "jobs"])).toBe("jobs");
});

test("finds nothing when nothing is near", () => {
	expect(nearestName("banana", ["list", "get"])).toBeNull();
	expect(nearestName("x", [])).toBeNull();
});
