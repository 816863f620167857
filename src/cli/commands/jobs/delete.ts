// torc jobs delete: all of the named jobs, or none when one is unknown.
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { jobsDelete } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { NOTHING, table } from "../../render/view.ts";
import { chooseIds } from "./choose-ids.ts";

export const command = implement(jobsDelete, {
	isList: true,
	run: async (context, args) => {
		const ids = await chooseIds(context, args.ids);
		const client = await context.client();
		const missing: number[] = [];
		for (const id of ids) {
			try {
				await client.getJob({ params: { id } });
			} catch (error) {
				if (!(error instanceof TorcError) || error.kind !== "not_found") throw error;
				missing.push(id);
			}
		}
		if (missing.length > 0) return { error: "Some jobs do not exist; nothing was deleted", missing_ids: missing };
		const items: JobModel[] = [];
		for (const id of ids) items.push(await client.deleteJob({ params: { id } }));
		return { items };
	},
	show: (done) => {
		if (done.items === undefined) {
			throw new TorcError(
				"not_found",
				`There are no jobs with the ids ${done.missing_ids.join(", ")}; nothing was deleted`,
			);
		}
		if (done.items.length === 0) return NOTHING;
		return table(done.items, { ID: (job) => job.id, Name: (job) => job.name }, { noun: "jobs deleted", empty: "" });
	},
	exitCode: (done) => (done.items === undefined ? 1 : 0),
});
