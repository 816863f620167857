// Lines one at a time, however they arrive.
import { expect, test } from "bun:test";
import { PassThrough } from "node:stream";
import { LineReader } from "./line-reader.ts";

test("lines that come together, in parts, and without an end", async () => {
	const input = new PassThrough();
	const reader = new LineReader(input);
	input.write("one\ntwo\r\nth");
	expect([await reader.next(), await reader.next()]).toEqual(["one", "two"]);
	const third = reader.next();
	input.write("ree\nlast");
	expect(await third).toBe("three");
	input.end();
	expect([await reader.next(), await reader.next(), await reader.next()]).toEqual(["last", null, null]);
});
