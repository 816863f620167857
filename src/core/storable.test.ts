// Which texts and which JSON can be kept.
import { expect, test } from "bun:test";
import { jsonProblem, MAX_JSON_DEPTH, textProblem } from "./storable.ts";

test.each(["", "plain", "quotes ' \" ` and ; -- DROP TABLE job", "naïve 世界 🙂 \u{10FFFF}", "tab\tline\nbell\u0007"])(
	"%j can be kept",
	(text) => expect(textProblem(text)).toBeNull(),
);

test.each(["\0", "a\0b", "\ud800", "end \udfff", "\ude42\ud83d"])("%j cannot be kept", (text) => {
	expect(textProblem(text)).toStartWith("must not contain");
});

const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));

test("JSON is kept down to the last level that is allowed", () => {
	expect(jsonProblem(nested(MAX_JSON_DEPTH))).toBeNull();
	expect(jsonProblem(nested(MAX_JSON_DEPTH + 1))).toBe("must not be nested deeper than 128 levels");
	expect(jsonProblem({ a: [nested(MAX_JSON_DEPTH - 1)] })).toBe("must not be nested deeper than 128 levels");
	expect(jsonProblem(nested(100_000))).not.toBeNull();
	expect([null, 3, "text", {}].map(jsonProblem)).toEqual([null, null, null, null]);
});
