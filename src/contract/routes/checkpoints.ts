// Operations of the REST interface: checkpoints (ours).
import { checkpointModel, listCheckpointsResponse, newCheckpoint } from "../models/checkpoint.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listCheckpoints = route({
	id: "list_checkpoints",
	summary: "Lists what attempts of jobs left as their checkpoints",
	method: "GET",
	path: "/checkpoints",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		job_id: queryInt.optional(),
		run_id: queryInt.optional(),
		is_valid: queryBoolean.optional(),
	},
	reply: listCheckpointsResponse,
	ours: true,
});

export const createCheckpoint = route({
	id: "create_checkpoint",
	summary: "Records the checkpoint of a job's last attempt, as it is before the next start",
	method: "POST",
	path: "/checkpoints",
	access: "run body.workflow_id",
	body: newCheckpoint,
	reply: checkpointModel,
	ours: true,
});
