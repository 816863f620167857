// torc slurm schedule-nodes: allocations by hand.
import type { Client } from "../../../../client/connect.ts";
import type { SlurmSchedulerModel } from "../../../../contract/models/scheduler.ts";
import { TorcError } from "../../../../core/errors.ts";
import { retireAllocations } from "../../../../slurm/allocations/retire-allocations.ts";
import { submitAllocations } from "../../../../slurm/allocations/submit-allocations.ts";
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import type { Context } from "../../../context.ts";
import { slurmScheduleNodes } from "../../../grammar/submit.ts";
import { implement } from "../../../implement.ts";
import { collect } from "../../../lists/collect.ts";
import { text } from "../../../render/view.ts";
import { initialize } from "../../workflows/initialize.ts";
import { runnerSettings } from "../inside/runner-settings.ts";
import { isPending, submits } from "./schedule-actions.ts";

export const command = implement(slurmScheduleNodes, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const settings = await runnerSettings(context, { ...args, outputDir: args.output });
		if (args.startOneWorkerPerNode) await refuseSteps(client, id);
		const scheduler = await chooseScheduler(context, client, id, args.schedulerConfigId);
		await retireAllocations(client, id);
		const { is_uninitialized } = await client.isWorkflowUninitialized({ params: { id } });
		if (is_uninitialized) {
			const { cwd, warn } = context;
			await initialize(client, id, { force: false, cwd, warn, fresh: true });
		} else await client.continueTerminatedJobs({ params: { id } });
		if (!(await settlePendingActions(context, client, id, args))) return null;
		const { slurmJobIds, refusal } = await submitAllocations(client, settings, {
			workflow: await client.getWorkflow({ params: { id } }),
			scheduler,
			count: args.numHpcJobs,
			oneWorkerPerNode: args.startOneWorkerPerNode,
			maxParallelJobs: null,
			actionId: null,
		});
		if (slurmJobIds.length === 0) {
			throw new TorcError("invalid", `Slurm refused: ${refusal}`, { hint: "Nothing was recorded." });
		}
		if (refusal !== null) {
			const rest = `torc slurm schedule-nodes ${id} --scheduler-config-id ${scheduler.id} -n ${args.numHpcJobs - slurmJobIds.length}`;
			context.warn(
				`only ${slurmJobIds.length} of ${args.numHpcJobs} were submitted: ${refusal}; the rest later: ${rest}`,
			);
		}
		const message = `Submitted ${slurmJobIds.length} allocation(s) for workflow ${id}: Slurm job ${slurmJobIds.join(", ")}`;
		return { workflow_id: id, slurm_job_ids: slurmJobIds, scheduler_config_id: scheduler.id, message };
	},
	show: (done) => text(done?.message ?? "Nothing was submitted"),
});

/** Workers that start steps would start them on each other's nodes. */
async function refuseSteps(client: Client, id: number): Promise<void> {
	const { execution_config } = await client.getWorkflow({ params: { id } });
	const mode = execution_config?.mode ?? "direct";
	if (mode === "direct") return;
	throw new TorcError("invalid", `Workflow ${id} runs its jobs as steps (execution_config.mode is ${mode})`, {
		hint: "One runner starts steps on every node: leave out --start-one-worker-per-node. Nothing was submitted.",
	});
}

async function chooseScheduler(
	context: Context,
	client: Client,
	workflowId: number,
	id: number | undefined,
): Promise<SlurmSchedulerModel> {
	if (id !== undefined) return ownScheduler(client, workflowId, id);
	const schedulers = await collect(client.listSlurmSchedulers, { query: { workflow_id: workflowId } });
	const [first] = schedulers;
	if (first === undefined) {
		throw new TorcError("invalid", `Workflow ${workflowId} has no Slurm scheduler`, {
			hint: `Make one: torc slurm create ${workflowId} -n NAME -a ACCOUNT`,
		});
	}
	if (schedulers.length === 1) return first;
	const list = schedulers.map((each) => `  ${each.id}  ${each.name ?? ""}`).join("\n");
	if (!context.terminal.stdinIsTerminal) {
		throw new TorcError("malformed", `Workflow ${workflowId} has several Slurm schedulers:\n${list}`, {
			hint: "Name one with --scheduler-config-id.",
		});
	}
	context.terminal.say(list);
	const answer = (await context.terminal.ask("Scheduler id: "))?.trim();
	const chosen = schedulers.find((each) => String(each.id) === answer);
	if (chosen === undefined) throw new TorcError("malformed", `'${answer ?? ""}' is none of these ids`);
	return chosen;
}

async function ownScheduler(client: Client, workflowId: number, id: number): Promise<SlurmSchedulerModel> {
	const scheduler = await client.getSlurmScheduler({ params: { id } });
	if (scheduler.workflow_id === workflowId) return scheduler;
	throw new TorcError("invalid", `Scheduler ${id} belongs to workflow ${scheduler.workflow_id}, not to ${workflowId}`, {
		hint: `'torc slurm list ${workflowId}' shows those of this workflow.`,
	});
}

/** Pending actions would fire on the new runners too. False: nothing is to be submitted. */
async function settlePendingActions(
	context: Context,
	client: Client,
	id: number,
	args: { readonly suppressActions: boolean; readonly noPrompts: boolean },
): Promise<boolean> {
	const actions = await client.getWorkflowActions({ params: { id } });
	const pending = actions.filter((action) => submits(action) && isPending(action));
	if (pending.length === 0) return true;
	let answer = args.suppressActions ? "s" : "p";
	if (!args.suppressActions && context.terminal.stdinIsTerminal && !args.noPrompts) {
		const question = `${pending.length} pending action(s) would submit allocations too: [s]uppress, [p]roceed, [c]ancel: `;
		do answer = (await context.terminal.ask(question))?.trim().toLowerCase() ?? "c";
		while (!/^[spc]/.test(answer));
	} else if (!args.suppressActions) {
		context.warn(`${pending.length} pending action(s) will submit allocations too; --suppress-actions takes them`);
	}
	if (answer.startsWith("s")) {
		for (const action of pending)
			await client.claimAction({ params: { id, action_id: action.id as number }, body: {} });
	}
	return !answer.startsWith("c");
}
