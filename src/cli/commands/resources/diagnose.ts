// torc workflows diagnose: whether ready jobs need more time than any active allocation has left.
import { parseDuration } from "../../../core/duration.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsDiagnose } from "../../grammar/resources.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { spanText } from "../../render/time-text.ts";
import { text } from "../../render/view.ts";

/** Seconds that a job may ask for beyond what is left (2-states §4.1). */
const GRACE_SECONDS = 120;

interface Spread {
	readonly count: number;
	readonly min_seconds: number;
	readonly median_seconds: number;
	readonly max_seconds: number;
}

export const command = implement(workflowsDiagnose, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const query = { workflow_id: id };
		const nodes = (await collect(client.listComputeNodes, { query: { ...query, is_active: true } })).filter(unlabeled);
		const jobs = (await collect(client.listJobs, { query: { ...query, status: "ready" as const } })).filter(unlabeled);
		const records = await collect(client.listResourceRequirements, { query });
		const runtimes = new Map(records.map((record) => [record.id, parseDuration(record.runtime ?? "") || null]));
		const wanted = jobs.flatMap((job) => runtimes.get(job.resource_requirements_id) ?? []);
		const left = nodes.flatMap(({ end_time: end }) =>
			end ? Math.max(0, Math.floor((Date.parse(end) - Date.now()) / 1000)) : [],
		);
		const unlimited = nodes.length - left.length;
		const longest = Math.max(0, ...wanted);
		const most = Math.max(0, ...left) + GRACE_SECONDS;
		const blocked = unlimited > 0 || left.length === 0 ? 0 : wanted.filter((seconds) => seconds > most).length;
		return {
			workflow_id: id,
			active_allocations: nodes.length,
			allocations_with_walltime: left.length,
			allocations_unlimited: unlimited,
			has_unlimited_allocation: unlimited > 0,
			ready_jobs: jobs.length,
			ready_jobs_with_runtime: wanted.length,
			allocation_remaining: spread(left),
			ready_job_runtime: spread(wanted),
			runtime_blocked_jobs: blocked,
			allocations_too_short_for_longest: left.filter((seconds) => seconds + GRACE_SECONDS < longest).length,
			runtime_blocked: blocked > 0,
		};
	},
	show: (found) => {
		const lines = [
			`Active allocations: ${found.active_allocations} (${found.allocations_unlimited} without an end)`,
			`Time left: ${spreadText(found.allocation_remaining)}`,
			`Ready jobs: ${found.ready_jobs}`,
			`Their run times: ${spreadText(found.ready_job_runtime)}`,
			`Jobs that fit no allocation: ${found.runtime_blocked_jobs}`,
			"",
		];
		if (found.runtime_blocked) {
			const hint = `'torc slurm schedule-nodes ${found.workflow_id}' asks for a new allocation.`;
			lines.push(
				`${found.runtime_blocked_jobs} ready job(s) need more time than any active allocation has left. ${hint}`,
			);
		} else if (found.ready_jobs > 0 && found.active_allocations === 0) lines.push("No runner is active.");
		else lines.push("No ready job waits for time.");
		return text(lines.join("\n"));
	},
});

/** Labels are another reason to wait: 'torc status' tells of those. */
const unlabeled = ({ labels }: { readonly labels?: readonly string[] | null | undefined }): boolean => !labels?.length;

function spread(values: readonly number[]): Spread | null {
	const sorted = values.toSorted((a, b) => a - b);
	const [min] = sorted;
	const max = sorted.at(-1);
	if (min === undefined || max === undefined) return null;
	const middle = sorted.length / 2;
	const median = ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
	return { count: sorted.length, min_seconds: min, median_seconds: median, max_seconds: max };
}

const spreadText = (values: Spread | null): string =>
	values === null
		? "–"
		: `${spanText(values.min_seconds)} to ${spanText(values.max_seconds)}, median ${spanText(values.median_seconds)}`;
