// torc exec: commands from the command line as a workflow of its own.
import { exec } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { createWorkflow } from "../lifecycle/create-workflow.ts";
import { loadDraft } from "../lifecycle/load-draft.ts";
import { outputFolder } from "../lifecycle/output-folder.ts";
import { reportRun } from "../lifecycle/report-run.ts";
import { runHere } from "../lifecycle/run-here.ts";
import { refuseUnfit } from "../lifecycle/unfit-jobs.ts";
import { execSpec } from "./exec-spec.ts";

export const command = implement(exec, {
	run: async (context, args) => {
		const spec = execSpec(args, {
			now: new Date(),
			stdinIsTerminal: context.terminal.stdinIsTerminal,
			warn: context.warn,
		});
		if (args.dryRun) return { spec };
		const text = { text: JSON.stringify(spec), file: "<command line>", baseDirectory: context.cwd };
		const { draft } = await loadDraft(context, text, {});
		await refuseUnfit(draft, {});
		const outputDirectory = outputFolder(context, args.outputDir);
		const workflowId = await createWorkflow(context, draft);
		context.terminal.say(`Created workflow ${workflowId}`);
		const outcome = await runHere(context, {
			workflowId,
			fresh: true,
			outputDirectory,
			maxParallelJobs: args.maxParallelJobs,
		});
		await reportRun(context, outcome, { outputDirectory, labels: [] });
		const bad = outcome.hadFailures || outcome.hadTerminations;
		return {
			result: {
				workflow_id: workflowId,
				status: bad ? "failed" : "completed",
				had_failures: outcome.hadFailures,
				had_terminations: outcome.hadTerminations,
			},
		};
	},
	json: (done) => ("spec" in done ? done.spec : done.result),
	show: () => NOTHING,
	exitCode: (done) => ("result" in done && done.result.status === "failed" ? 1 : 0),
	onlyJson: (args) => args.dryRun,
});
