// Whether a persistent runner still has something to wait for (4-runner §10).
import type { JobStatus } from "../core/job-status.ts";
import type { Session } from "./session.ts";

/** Terminated jobs hold no runner: they wait for a person, or are ready again already. */
const AWAITED: readonly JobStatus[] = ["ready", "blocked", "running", "pending", "uninitialized", "pending_failed"];

/** Unfinished jobs for its labels exist, or the server does not say. */
export async function awaitsJobs({ client, workflowId, options }: Session): Promise<boolean> {
	const labels = (options.labels ?? []).join(",");
	try {
		for (const status of AWAITED) {
			const { items } = await client.listJobs({ query: { workflow_id: workflowId, status, labels, limit: 1 } });
			if (items.length > 0) return true;
		}
		return false;
	} catch {
		return true;
	}
}
