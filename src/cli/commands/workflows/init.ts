// torc workflows init
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { workflowsInit } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";
import { initialize } from "./initialize.ts";
import { checkInputs, showInputCheck } from "./input-check.ts";
import { inBackground, taskOutcome } from "./task-outcome.ts";

export const command = implement(workflowsInit, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		if (args.dryRun) return checkInputs(client, id, context.cwd);
		const { is_uninitialized: fresh } = await client.isWorkflowUninitialized({ params: { id } });
		const question = `Workflow ${id} has been initialized before. Run all of its jobs again?`;
		if (!fresh && !(await confirm(context, question, args.noPrompts))) return null;
		const { cwd, warn } = context;
		const options = { force: args.force, cwd, warn, inBackground: inBackground(args) };
		const task = await initialize(client, id, options);
		return taskOutcome(client, { workflowId: id, task, message: `Successfully initialized workflow ${id}` }, args);
	},
	show: (done) => (done === null ? NOTHING : "safe" in done ? showInputCheck(done) : text(done.message)),
	exitCode: (done) => {
		if (done === null) return 0;
		return ("safe" in done ? done.safe : done.status === "success") ? 0 : 1;
	},
});
