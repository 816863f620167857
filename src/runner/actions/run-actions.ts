// Actions a runner carries out: run_commands in the output directory, first failure ends the action only; schedule_nodes
// where it works in a Slurm allocation.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { WorkflowActionModel } from "../../contract/models/action.ts";
import { TorcError } from "../../core/errors.ts";
import { fileTail } from "../../platform/file-tail.ts";
import { isSlurmSchedule } from "../../slurm/allocations/fire-schedule-actions.ts";
import type { Environment } from "../process/job-environment.ts";
import type { SideCommands } from "../process/side-commands.ts";
import type { Session } from "../session.ts";

/** Of its output, kept with the event. */
const TAIL_BYTES = 2_000;

export interface ActionsLook {
	/** Actions that were taken and run. */
	readonly taken: number;
	/** Pending actions of any trigger that were not; null when the server did not tell. */
	readonly left: number | null;
}

export class ActionRunner {
	private readonly session: Session;
	private readonly environment: Environment;
	private readonly commands: SideCommands;
	/** Persistent actions stay claimable: each runner runs them once. */
	private readonly done = new Set<number>();

	constructor(session: Session, environment: Environment, commands: SideCommands) {
		this.session = session;
		this.commands = commands;
		this.environment = environment;
	}

	/** Takes and runs what is pending for these triggers, in their order. Problems are logged; they stop nothing else. */
	async run(triggers: readonly string[]): Promise<ActionsLook> {
		const { client, workflowId } = this.session;
		let taken = 0;
		try {
			const pending = await client.getPendingActions({ params: { id: workflowId } });
			const place = (action: WorkflowActionModel): number => triggers.indexOf(action.trigger_type);
			const wanted = pending.filter((action) => place(action) >= 0).sort((a, b) => place(a) - place(b));
			for (const action of wanted) {
				if (action.action_type === "run_commands") taken += Number(await this.take(action));
				else if (isSlurmSchedule(action)) taken += Number(await this.schedule(action));
			}
			return { taken, left: pending.length - taken };
		} catch (error) {
			this.session.log("warn", `actions cannot be taken or reported: ${(error as Error).message}`);
			return { taken, left: null };
		}
	}

	/** Only a runner in an allocation knows how allocations of its workflow are submitted. False: it is not for this one. */
	private async schedule(action: WorkflowActionModel): Promise<boolean> {
		const { workflow, nodeId, log, options } = this.session;
		const id = action.id as number;
		if (options.allocation === undefined || this.done.has(id)) return false;
		this.done.add(id);
		const fired = await options.allocation.fire(workflow, action, nodeId);
		if (fired === null) return false;
		const { slurmJobIds, wanted, problem } = fired;
		if (problem !== null)
			log("error", `Slurm refused: ${problem}`, { action_id: id, submitted: slurmJobIds.length, wanted });
		else log("info", "Allocations submitted", { action_id: id, slurm_job_ids: slurmJobIds.join(",") });
		return true;
	}

	/** False: another runner has it, or this one had it before. */
	private async take(action: WorkflowActionModel): Promise<boolean> {
		const { client, workflowId, nodeId } = this.session;
		const id = action.id as number;
		if (this.done.has(id)) return false;
		this.done.add(id);
		try {
			const params = { id: workflowId, action_id: id };
			const { claimed } = await client.claimAction({ params, body: { compute_node_id: nodeId } });
			if (claimed === false) return false;
		} catch (error) {
			if (error instanceof TorcError && error.kind === "conflict") return false;
			throw error;
		}
		const { commands } = action.action_config as { readonly commands?: readonly string[] };
		const outcome = await this.runCommands(id, commands ?? []);
		const data = { category: "action", action_id: id, trigger_type: action.trigger_type, ...outcome };
		await client.createEvent({ body: { workflow_id: workflowId, timestamp: 0, data } });
		return true;
	}

	private async runCommands(id: number, commands: readonly string[]): Promise<Record<string, unknown>> {
		const path = join(this.session.outputDirectory, `action_wf${this.session.workflowId}_a${id}.log`);
		const output = openSync(path, "a");
		const { outputDirectory: cwd, log } = this.session;
		try {
			for (const command of commands) {
				const { code, stopped } = await this.commands.run({ command, cwd, env: this.environment, output });
				const fields = { action_id: id, return_code: code, ...(stopped !== null && { stopped }) };
				if (code !== 0) {
					log(
						"error",
						`A command of an action failed and those after it are left out: ${command}; see ${path}`,
						fields,
					);
					return { outcome: "failed", command, return_code: code, output_tail: fileTail(path, TAIL_BYTES) };
				}
				log("info", "Action command ended", fields);
			}
			return { outcome: "completed", output_tail: fileTail(path, TAIL_BYTES) };
		} finally {
			closeSync(output);
		}
	}
}
