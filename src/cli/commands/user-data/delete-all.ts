// torc user-data delete-all
import { chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { userDataDeleteAll } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { NOTHING, noneFound, text } from "../../render/view.ts";

export const command = implement(userDataDeleteAll, {
	run: async (context, { workflow, noPrompts }) => {
		const client = await context.client();
		const workflowId = await chooseWorkflowToLose(context, workflow);
		if (workflowId === null) return null;
		const query = { workflow_id: workflowId };
		const count = (await collect(client.listUserData, { query })).length;
		if (count === 0) return { message: noneFound("user data", String(workflowId)), deleted_count: 0 };
		const question = `Delete all ${count} user data record(s) of workflow ${workflowId}?`;
		if (!(await confirm(context, question, noPrompts))) return null;
		await client.deleteAllUserData({ query });
		return { message: `Deleted ${count} user data record(s) of workflow ${workflowId}`, deleted_count: count };
	},
	show: (done) => (done === null ? NOTHING : text(done.message)),
});
