// Which workflow a command means: an id, a name, or the only one there is.
import type { Client } from "../client/call.ts";
import type { WorkflowModel } from "../contract/models/workflow.ts";
import { TorcError } from "../core/errors.ts";
import { collect } from "./collect.ts";
import type { Context } from "./context.ts";
import { drawTable } from "./render/draw-table.ts";
import { table } from "./render/view.ts";

/**
 * The id of the workflow. Without a text: the user's only unarchived workflow, or the one chosen on the terminal.
 * Errors: `not_found`, `conflict` (several of that name), `malformed` (none given and no terminal).
 */
export async function chooseWorkflow(context: Context, text: string | undefined): Promise<number> {
	const client = await context.client();
	return text === undefined ? askForWorkflow(context, client) : workflowId(context, client, text);
}

/** Digits are an id; anything else is a name. */
async function workflowId(context: Context, client: Client, text: string): Promise<number> {
	if (/^\d+$/.test(text)) return Number(text);
	const all = await collect(client.listWorkflows, { query: { name: text } });
	const named = all.filter((workflow) => workflow.name === text);
	const own = named.filter((workflow) => workflow.user === context.user);
	const candidates = own.length > 0 ? own : named;
	const [only] = candidates;
	if (only === undefined) {
		throw new TorcError("not_found", `There is no workflow named '${text}'`, {
			hint: "'torc workflows list' shows your workflows, with -a those of all users.",
		});
	}
	if (candidates.length > 1) {
		const ids = candidates.map((workflow) => workflow.id).join(", ");
		throw new TorcError("conflict", `Several workflows are named '${text}'`, { hint: `Give an id: ${ids}.` });
	}
	return only.id as number;
}

async function askForWorkflow(context: Context, client: Client): Promise<number> {
	if (!context.terminal.stdinIsTerminal) {
		throw new TorcError("malformed", "a workflow ID is required when stdin is not a terminal", {
			hint: "'torc workflows list' shows them.",
		});
	}
	const workflows = await collect(client.listWorkflows, { query: { user: context.user, is_archived: false } });
	const [first] = workflows;
	if (first === undefined) throw new TorcError("not_found", `There are no workflows of ${context.user}`);
	if (workflows.length === 1) return first.id as number;
	context.terminal.say(drawTable(workflowChoices(workflows), context.terminal.width));
	const answer = (await context.terminal.ask("Workflow id: "))?.trim() ?? "";
	if (!workflows.some((workflow) => String(workflow.id) === answer)) {
		throw new TorcError("malformed", answer === "" ? "No workflow was chosen" : `'${answer}' is none of these ids`);
	}
	return Number(answer);
}

const workflowChoices = (workflows: readonly WorkflowModel[]) =>
	table(
		workflows,
		{ ID: (w) => w.id, Name: (w) => w.name, Description: (w) => w.description, Timestamp: (w) => w.timestamp },
		{ noun: "workflows", empty: "" },
	);
