// Which of the kernel's messages are kept.
import { expect, test } from "bun:test";
import { recentMessages } from "./recent-messages.ts";

const TEXT = `[    0.000000] Linux version
 continued
[  100.500000] old
[ 3700.000000] Memory cgroup out of memory: Killed process 7
 second line
[ 4000.000001] last
`;

test("messages of the last while, whole", () => {
	expect(recentMessages(TEXT, 4100, 500)).toBe(
		"[ 3700.000000] Memory cgroup out of memory: Killed process 7\n second line\n[ 4000.000001] last\n",
	);
	expect(recentMessages(TEXT, 4100, 10)).toBe("");
	expect(recentMessages(TEXT, 4100, 5000)).toBe(TEXT);
	expect(recentMessages("", 10, 10)).toBe("");
});
