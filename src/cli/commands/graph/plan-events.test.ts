// Stages of workflows, and when their actions ask for allocations.
import { expect, test } from "bun:test";
import type { GraphSource, PlannedAction } from "./graph-source.ts";
import { planEvents } from "./plan-events.ts";

/** Two jobs, then two that wait for both, then one that waits for one of these. */
function source(actions: readonly PlannedAction[]): GraphSource {
	return {
		source: "spec_file",
		workflowId: null,
		name: "stages",
		graph: { jobCount: 5, sets: [[0, 1], [2]], waits: [[], [], [0], [0], [1]] },
		jobs: ["a", "b", "c", "d", "e"].map((name) => ({ name, status: null, scheduler: name === "d" ? "big" : null })),
		actions,
	};
}
const action = (trigger: string, jobs: number[] = [], scheduler = "small"): PlannedAction => ({
	trigger,
	jobs,
	scheduler,
	schedulerType: "slurm",
	allocations: 2,
});

test("jobs that wait for the same become ready together", () => {
	expect(planEvents(source([]))).toEqual([
		{
			id: "start",
			trigger: { type: "WorkflowStart" },
			trigger_description: "When the workflow starts",
			scheduler_allocations: [],
			jobs_becoming_ready: ["a", "b"],
			depends_on_events: [],
			unlocks_events: ["event_1"],
		},
		{
			id: "event_1",
			trigger: { type: "JobsComplete", data: { jobs: ["a", "b"] } },
			trigger_description: "When 'a', 'b' have completed",
			scheduler_allocations: [],
			jobs_becoming_ready: ["c", "d"],
			depends_on_events: ["start"],
			unlocks_events: ["event_2"],
		},
		{
			id: "event_2",
			trigger: { type: "JobsComplete", data: { jobs: ["c"] } },
			trigger_description: "When 'c' has completed",
			scheduler_allocations: [],
			jobs_becoming_ready: ["e"],
			depends_on_events: ["event_1"],
			unlocks_events: [],
		},
	]);
});

test.each([
	["at the start", action("on_workflow_start"), 0, ["a", "b"]],
	["when the last of its jobs is ready", action("on_jobs_ready", [0, 3]), 1, ["a", "d"]],
	["for the jobs of its scheduler", action("on_jobs_complete", [0, 1], "big"), 1, ["d"]],
	["after jobs that nobody waits for", action("on_jobs_complete", [3, 4]), 3, []],
])("allocations %s", (_title, one, stage, job_names) => {
	const events = planEvents(source([one]));
	const asked = events.flatMap(({ scheduler_allocations }, place) =>
		scheduler_allocations.map((found) => ({ place, found })),
	);
	expect(asked).toEqual([
		{
			place: stage,
			found: { scheduler: one.scheduler, scheduler_type: "slurm", num_allocations: 2, job_names },
		},
	]);
});
