// What sbatch's messages and environment mean. Pure.

/** The controller is away for the moment; everything else is a refusal that would be repeated. */
export const isTransient = (message: string): boolean =>
	/unable to contact slurm controller|socket timed out|connection (refused|reset|timed out)|slurm_receive_msg|temporarily unable|backup controller|zero bytes were transmitted/i.test(
		message,
	);

/** Kept: where Slurm is and how it talks. Everything else of an enclosing allocation would be taken for the new one's. */
const KEPT = /^SLURM_(CONF|CLUSTERS|JWT|DEBUG_FLAGS)$/;

/** The variables to remove, as `undefined` entries to merge over an environment. */
export function outerAllocationRemoved(env: Readonly<Record<string, string | undefined>>): Record<string, undefined> {
	const names = Object.keys(env).filter((name) => /^SLURM(D|_)/.test(name) && !KEPT.test(name));
	return Object.fromEntries(names.map((name) => [name, undefined]));
}
