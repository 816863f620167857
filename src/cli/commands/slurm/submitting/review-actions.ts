// A later submission shows what it would ask for, now and when more jobs are ready, and lets a person change it (5-slurm §3).
import type { WorkflowActionModel } from "../../../../contract/models/action.ts";
import type { WorkflowModel } from "../../../../contract/models/workflow.ts";
import { wantedAllocations } from "../../../../slurm/allocations/fire-schedule-actions.ts";
import type { Context } from "../../../context.ts";

export interface Due {
	readonly action: WorkflowActionModel;
	/** How many allocations a person wants instead; null: what the action wants. */
	readonly count: number | null;
}

export interface Review {
	readonly fire: readonly Due[];
	/** To be taken without submitting anything, now or later. */
	readonly disable: readonly WorkflowActionModel[];
}

interface Listed {
	/** Fire now. */
	readonly due: readonly WorkflowActionModel[];
	/** Fire when their jobs are there. */
	readonly later: readonly WorkflowActionModel[];
	/** What earlier submissions did not get. */
	readonly missing: ReadonlyMap<number, number>;
}

/** Null when the person wants nothing submitted. */
export async function reviewActions(
	context: Context,
	workflow: WorkflowModel,
	{ due, later, missing }: Listed,
	noPrompts: boolean,
): Promise<Review | null> {
	const chosen = new Map<number, Due>(due.map((action) => [action.id as number, { action, count: null }]));
	const disabled = new Map<number, WorkflowActionModel>();
	const answer = (): Review => ({ fire: [...chosen.values()], disable: [...disabled.values()] });
	if ((workflow.run_id ?? 0) <= 1 || due.length === 0) return answer();
	const { terminal, format } = context;
	const asks = terminal.stdinIsTerminal && !noPrompts && format !== "json";
	for (;;) {
		for (const { action, count } of chosen.values()) {
			terminal.say(`  now: ${describe(action, count ?? wantedAllocations(action, missing))}`);
		}
		for (const action of later) {
			if (!disabled.has(action.id as number))
				terminal.say(`  later: ${describe(action, wantedAllocations(action, missing))}`);
		}
		if (!asks) return answer();
		const text = await terminal.ask("[p]roceed, [d ID] disable, [n ID COUNT] other count this time, [c]ancel: ");
		const [verb = "", id = "", count = ""] = (text ?? "c").trim().toLowerCase().split(/\s+/);
		if (verb === "p") return answer();
		if (verb === "c") return null;
		if (verb === "") continue;
		const now = chosen.get(Number(id));
		const action = now?.action ?? later.find((each) => each.id === Number(id));
		if (action === undefined) terminal.say("Give the number of an action above.");
		else if (verb === "d" || (verb === "n" && count === "0")) {
			if (action.persistent) terminal.say("Persistent actions cannot be disabled.");
			else {
				chosen.delete(Number(id));
				disabled.set(Number(id), action);
			}
		} else if (verb === "n" && /^\d+$/.test(count)) {
			if (now === undefined) terminal.say("The count of a later action is chosen when it is due.");
			else chosen.set(Number(id), { action, count: Number(count) });
		}
	}
}

function describe({ id, trigger_type, action_config }: WorkflowActionModel, count: number): string {
	const { scheduler_id } = action_config as { scheduler_id?: number };
	return `action ${id} (${trigger_type}): ${count} allocation(s) of scheduler ${scheduler_id}`;
}
