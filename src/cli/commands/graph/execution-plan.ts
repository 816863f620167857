// torc workflows execution-plan: the stages of a workflow and when it asks for allocations.
import { executionPlan } from "../../grammar/explain.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { readGraph } from "./graph-source.ts";
import { describe, type PlanEvent, planEvents } from "./plan-events.ts";

export const command = implement(executionPlan, {
	run: async (context, { specOrId }) => {
		const source = await readGraph(context, specOrId);
		const events = planEvents(source);
		const ids = (wanted: (event: PlanEvent) => boolean): string[] => events.filter(wanted).map(({ id }) => id);
		return {
			status: "success",
			source: source.source,
			...(source.workflowId !== null && { workflow_id: source.workflowId }),
			workflow_name: source.name,
			total_events: events.length,
			total_jobs: source.jobs.length,
			root_events: ids((event) => event.depends_on_events.length === 0),
			leaf_events: ids((event) => event.unlocks_events.length === 0),
			events,
		};
	},
	show: ({ workflow_name, total_events, total_jobs, events }) =>
		text(
			[
				`Execution Plan: ${workflow_name}`,
				`${total_jobs} ${total_jobs === 1 ? "job" : "jobs"} in ${total_events} ${total_events === 1 ? "stage" : "stages"}`,
				...events.flatMap((event, place) => ["", ...drawStage(event, place + 1)]),
			].join("\n"),
		),
});

function drawStage(
	{ trigger_description, scheduler_allocations, jobs_becoming_ready }: PlanEvent,
	place: number,
): string[] {
	const jobs = jobs_becoming_ready;
	return [
		`Stage ${place}: ${trigger_description}`,
		...scheduler_allocations.map(
			({ scheduler, scheduler_type, num_allocations }) =>
				`  asks for ${num_allocations} ${scheduler_type} allocation${num_allocations === 1 ? "" : "s"} of ${scheduler}`,
		),
		...(jobs.length === 0
			? []
			: [`  ${jobs.length} ${jobs.length === 1 ? "job becomes" : "jobs become"} ready: ${describe(jobs)}`]),
	];
}
