// Waits for what has to happen instead of for a time that is too short on a busy machine.

const LIMIT_MS = 30_000;
const LOOK_MS = 20;

/** Fails after 30 s with the condition's own text: `never: () => existsSync("ran.txt")`. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	const end = performance.now() + LIMIT_MS;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error(`never: ${condition}`);
		await Bun.sleep(LOOK_MS);
	}
}
