// Why a runner left although jobs are left: they are for others, and for which, or nobody has initialized them.
import type { Client } from "../../../client/call.ts";

/** One line for each kind of job that `labels` did not let, or the machine could not, take. */
export async function explainIdle(client: Client, id: number, labels: readonly string[]): Promise<string[]> {
	const status = await client.getWorkflowStatus({ params: { id } });
	const labeled = Object.entries(status.unserved_ready_labels ?? {});
	const unlabeled = status.jobs_by_status.ready - labeled.reduce((sum, [, count]) => sum + count, 0);
	const served = (set: string): boolean => labels.length > 0 && set.split(",").every((one) => labels.includes(one));
	const lines: string[] = [];
	for (const [set, count] of labeled) {
		if (served(set)) lines.push(tooLarge(count, id));
		else lines.push(`${count} ready job(s) want a runner with the labels ${set}: torc run ${id} --label ${set}`);
	}
	if (unlabeled > 0 && labels.length === 0) lines.push(tooLarge(unlabeled, id));
	else if (unlabeled > 0) {
		lines.push(
			`${unlabeled} ready job(s) have no labels, and a runner with --label leaves those alone: torc run ${id}`,
		);
	}
	const uninitialized = status.jobs_by_status.uninitialized;
	if (uninitialized > 0) lines.push(notInitialized(uninitialized, id));
	return lines;
}

/** Jobs that were reset or added meanwhile become ready only when somebody says so. */
function notInitialized(count: number, id: number): string {
	const what = count === 1 ? "1 job is" : `${count} jobs are`;
	return `${what} not initialized: torc workflows reinit ${id} && torc run ${id} runs them too`;
}

const tooLarge = (count: number, id: number): string =>
	`${count} ready job(s) need more than this runner could offer: 'torc jobs list-resource-requirements ${id}' shows what.`;
