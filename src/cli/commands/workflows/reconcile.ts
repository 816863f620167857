// torc workflows reconcile
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsReconcile } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsReconcile, {
	run: async (context, args) => {
		const baseDirectory = resolve(context.cwd, args.baseDir);
		if (!existsSync(baseDirectory)) {
			throw new TorcError("environment", `There is no folder ${baseDirectory}`, {
				hint: "Name the output folder of the run with --base-dir.",
			});
		}
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const { reconcile } = await import("../../../runner/journal/reconcile.ts");
		const log = (level: string, message: string, fields: object = {}): void => {
			if (level === "warn") context.warn(`${message} ${JSON.stringify(fields)}`);
		};
		return reconcile({ client, hostname: hostname(), log }, { workflowId, runId: args.runId, baseDirectory });
	},
	show: ({ files, total_completions, accepted, rejected }) =>
		text(`${files} journal(s) with ${total_completions} result(s): ${accepted} accepted, ${rejected} rejected`),
});
