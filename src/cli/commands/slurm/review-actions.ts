// A later submission shows what it would ask for and lets a person change it (5-slurm §3).
import type { WorkflowActionModel } from "../../../contract/models/action.ts";
import type { WorkflowModel } from "../../../contract/models/workflow.ts";
import type { Context } from "../../context.ts";

/** The actions to fire, with changed counts; null when the person wants nothing submitted. */
export async function reviewActions(
	context: Context,
	workflow: WorkflowModel,
	due: readonly WorkflowActionModel[],
	noPrompts: boolean,
): Promise<readonly WorkflowActionModel[] | null> {
	const later = (workflow.run_id ?? 0) > 1;
	if (!later || due.length === 0) return due;
	const asks = context.terminal.stdinIsTerminal && !noPrompts && context.format !== "json";
	const chosen = new Map(due.map((action) => [action.id as number, action]));
	for (;;) {
		for (const action of chosen.values()) context.terminal.say(`  now: ${describe(action)}`);
		if (!asks) return [...chosen.values()];
		const answer = await context.terminal.ask("[p]roceed, [d ID] leave out, [n ID COUNT] other count, [c]ancel: ");
		const [verb = "", id = "", count = ""] = (answer ?? "c").trim().toLowerCase().split(/\s+/);
		if (verb === "p") return [...chosen.values()];
		if (verb === "c") return null;
		const action = chosen.get(Number(id));
		if (action === undefined) {
			if (verb !== "") context.terminal.say("Give the number of an action above.");
		} else if (verb === "d" || (verb === "n" && count === "0")) {
			if (action.persistent) context.terminal.say("Persistent actions cannot be left out.");
			else chosen.delete(Number(id));
		} else if (verb === "n" && /^\d+$/.test(count)) chosen.set(Number(id), withCount(action, Number(count)));
	}
}

const withCount = (action: WorkflowActionModel, count: number): WorkflowActionModel => ({
	...action,
	action_config: { ...(action.action_config as object), num_allocations: count },
});

function describe({ id, trigger_type, action_config }: WorkflowActionModel): string {
	const { num_allocations, scheduler_id } = action_config as { num_allocations?: number; scheduler_id?: number };
	return `action ${id} (${trigger_type}): ${num_allocations ?? 1} allocation(s) of scheduler ${scheduler_id}`;
}
