// Which workflow a command means: an id, a name, the only one there is, or the one chosen on the terminal.
import type { Client } from "../../client/call.ts";
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import { TorcError } from "../../core/errors.ts";
import { nearestName } from "../../core/nearest-name.ts";
import { textWidth } from "../../platform/text-width.ts";
import type { Context } from "../context.ts";
import { collect } from "../lists/collect.ts";
import { pick } from "./pick.ts";
import type { Choice } from "./pick-state.ts";

/**
 * The id of the workflow. Without a text: the user's only unarchived workflow, or the one chosen on the terminal.
 * Errors: `not_found`, `conflict` (several of that name), `malformed` (none given and no terminal, or none chosen).
 */
export async function chooseWorkflow(context: Context, text: string | undefined): Promise<number> {
	if (text !== undefined) return workflowId(context, await context.client(), text);
	const workflows = await choices(context);
	const [only] = workflows;
	const chosen = workflows.length === 1 && only !== undefined ? tell(context, only) : await ask(context, workflows);
	if (chosen === null) throw new TorcError("malformed", "No workflow was chosen");
	return chosen;
}

/**
 * The same where something is lost: also the only workflow is chosen by a person. Says "cancelled" and answers null
 * when they choose none (7-cli, Conventions).
 */
export async function chooseWorkflowToLose(context: Context, text: string | undefined): Promise<number | null> {
	if (text !== undefined) return workflowId(context, await context.client(), text);
	const chosen = await ask(context, await choices(context));
	if (chosen === null) context.terminal.say("cancelled");
	return chosen;
}

/** Digits are an id; anything else is a name. */
async function workflowId(context: Context, client: Client, text: string): Promise<number> {
	if (/^\d+$/.test(text)) {
		// A list of a workflow that is not there would look like one without items.
		const id = Number(text);
		await client.getWorkflow({ params: { id } });
		return id;
	}
	const all = await collect(client.listWorkflows, { query: { name: text } });
	const named = all.filter((workflow) => workflow.name === text);
	const own = named.filter((workflow) => workflow.user === context.user);
	const candidates = own.length > 0 ? own : named;
	const [only] = candidates;
	if (only === undefined) throw await nameless(context, client, text);
	if (candidates.length > 1) {
		const ids = candidates.map((workflow) => workflow.id).join(", ");
		throw new TorcError("conflict", `Several workflows are named '${text}'`, { hint: `Give an id: ${ids}.` });
	}
	return only.id as number;
}

async function nameless(context: Context, client: Client, text: string): Promise<TorcError> {
	const { items } = await client.listWorkflows({ query: { user: context.user, limit: NAMES_TO_COMPARE } });
	const near = nearestName(
		text,
		items.map((workflow) => workflow.name),
	);
	return new TorcError("not_found", `There is no workflow named '${text}'`, {
		hint: near ? `Did you mean '${near}'?` : "'torc workflows list' shows your workflows, with -a those of all users.",
	});
}

/** For the suggestion after a misspelt name. */
const NAMES_TO_COMPARE = 10_000;

/** The user's unarchived workflows, newest first; at least one. */
async function choices(context: Context): Promise<WorkflowModel[]> {
	if (!context.terminal.stdinIsTerminal) {
		throw new TorcError("malformed", "a workflow ID is required when stdin is not a terminal", {
			hint: "'torc workflows list' shows them.",
		});
	}
	const workflows = await collect((await context.client()).listWorkflows, {
		query: { user: context.user, is_archived: false, sort_by: "id", reverse_sort: true },
	});
	if (workflows.length > 0) return workflows;
	throw new TorcError("not_found", `There are no workflows of ${context.user}`, {
		hint: "'torc create SPEC' makes one.",
	});
}

async function ask(context: Context, workflows: readonly WorkflowModel[]): Promise<number | null> {
	const key = await pick(context.terminal, "Workflow", choicesOf(workflows));
	const chosen = workflows.find((workflow) => workflow.id === key);
	return chosen === undefined ? null : tell(context, chosen);
}

/** What follows is about it, so its name stays on the screen. */
function tell(context: Context, { id, name }: WorkflowModel): number {
	context.terminal.say(`Workflow ${id} '${name}'`);
	return id as number;
}

/** Names stand below each other, then dates, then descriptions. */
function choicesOf(workflows: readonly WorkflowModel[]): Choice[] {
	const widest = workflows.reduce((width, { name }) => Math.max(width, textWidth(name)), 0);
	const padded = (name: string): string =>
		name + " ".repeat(Math.max(0, Math.min(widest, MOST_WIDTH) - textWidth(name)));
	return workflows.map(({ id, name, timestamp, description }) => ({
		key: id as number,
		label: [padded(name), (timestamp ?? "").slice(0, 16).replace("T", " "), description ?? ""]
			.filter(Boolean)
			.join("  "),
	}));
}

/** One long name does not push the dates of all to the edge. */
const MOST_WIDTH = 30;
