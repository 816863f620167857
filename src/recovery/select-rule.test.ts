// The rule that applies: the first that lists the code, else the first that matches all, wherever it stands.
import { expect, test } from "bun:test";
import { selectRule } from "./select-rule.ts";

const all = { exit_codes: [], match_all_exit_codes: true, max_retries: 2 };
const listed = { exit_codes: [10, 11], match_all_exit_codes: false, max_retries: 3 };

test("a listed code wins over a rule for all that stands before it", () => {
	expect(selectRule([all, listed], 11)).toBe(listed);
	expect(selectRule([all, listed], 12)).toBe(all);
	expect(selectRule([listed], 12)).toBeNull();
});
