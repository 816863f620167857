// The kernel's messages of the last while: they tell of memory ends, file systems and network faults on a node. Pure.

/** Lines of plain `dmesg`, `[   12.345678] text`, not older than so many seconds; the rest of a message goes with its start. */
export function recentMessages(text: string, uptimeSeconds: number, forSeconds: number): string {
	const from = uptimeSeconds - forSeconds;
	let wanted = false;
	const lines = text.split("\n").filter((line) => {
		const at = /^\[\s*(\d+(?:\.\d+)?)\]/.exec(line)?.[1];
		if (at !== undefined) wanted = Number(at) >= from;
		return wanted && line !== "";
	});
	return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
