// Lists about a workflow as a whole.

import { listJobDependencies } from "../../store/reads/jobs/job-dependencies.ts";
import { getReadyJobRequirements } from "../../store/reads/jobs/ready-job-requirements.ts";
import { listRelationships } from "../../store/reads/records/item-relationships.ts";
import {
	listJobIds,
	listMissingUserData,
	listRequiredExistingFiles,
	listRunningJobs,
	listSlurmJobCorrelations,
} from "../../store/reads/workflows/workflow-views.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { stored } from "./record-handlers.ts";

export function workflowViewHandlers({ store }: Services) {
	const db = store.reader;
	return {
		listJobIds: ({ params }) => {
			const ids = listJobIds(db, params.id);
			return { job_ids: ids, count: ids.length };
		},
		listJobDependencies: ({ params, query }) => listJobDependencies(db, params.id, query),
		listJobFileRelationships: ({ params, query }) => stored(listRelationships(db, params.id, "file", query)),
		listJobUserDataRelationships: ({ params, query }) => stored(listRelationships(db, params.id, "user_data", query)),
		listMissingUserData: ({ params }) => ({ user_data: listMissingUserData(db, params.id) }),
		listRequiredExistingFiles: ({ params }) => ({ files: listRequiredExistingFiles(db, params.id) }),
		getReadyJobRequirements: ({ params, query }) =>
			getReadyJobRequirements(db, params.id, query.scheduler_config_id ?? null),
		getRunningJobs: ({ params, query }) => stored(listRunningJobs(db, params.id, query)),
		getSlurmJobCorrelations: ({ params, query }) => stored(listSlurmJobCorrelations(db, params.id, query)),
	} satisfies Partial<Handlers>;
}
