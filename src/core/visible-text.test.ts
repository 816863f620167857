// Control characters as a terminal may be shown them.
import { expect, test } from "bun:test";
import { visibleText } from "./visible-text.ts";

test("escapes become visible, texts of all languages stay", () => {
	expect(visibleText("a\x1b[31mred\x07\x7f\x9b2J\0")).toBe("a^[[31mred^G^?\\x9b2J^@");
	expect(visibleText("Größe\t日本 …\nnext 🚀")).toBe("Größe\t日本 …\nnext 🚀");
});
