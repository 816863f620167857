// What jobs and allocations are made with: resource requirements, failure handlers, schedulers.
import type { FailureHandlerModel } from "../../contract/models/failure-handler.ts";
import type { ResourceRequirementsModel } from "../../contract/models/resource-requirements.ts";
import type { LocalSchedulerModel, SlurmSchedulerModel } from "../../contract/models/scheduler.ts";
import { createFailureHandler } from "../../store/commands/records/failure-handlers.ts";
import {
	createRequirements,
	deleteRequirements,
	deleteUnusedRequirements,
	updateRequirements,
} from "../../store/commands/records/resource-requirements.ts";
import type { Page } from "../../store/reads/paging/page.ts";
import { listRecords } from "../../store/reads/records/record-table.ts";
import {
	FAILURE_HANDLERS,
	LOCAL_SCHEDULERS,
	RESOURCE_REQUIREMENTS,
	SLURM_SCHEDULERS,
} from "../../store/reads/records/record-tables.ts";
import { listResourceRequirements } from "../../store/reads/records/related-lists.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { callerName } from "./caller.ts";
import { deletion, recordHandlers, stored } from "./record-handlers.ts";

export function requirementHandlers(services: Services) {
	const { store } = services;
	const plain = recordHandlers<ResourceRequirementsModel>(services, RESOURCE_REQUIREMENTS);
	return {
		listResourceRequirements: ({ query }) => stored(listResourceRequirements(store.reader, query)),
		createResourceRequirements: ({ body }) =>
			store.write((tx) => stored<ResourceRequirementsModel>(createRequirements(tx, body))),
		getResourceRequirements: plain.get,
		updateResourceRequirements: (call) =>
			store.write((tx) =>
				stored<ResourceRequirementsModel>(updateRequirements(tx, call.params.id, call.body, callerName(call))),
			),
		deleteResourceRequirement: ({ params }) =>
			store.write((tx) => stored<ResourceRequirementsModel>(deleteRequirements(tx, params.id))),
		deleteResourceRequirements: async ({ query }) =>
			deletion(await store.write((tx) => deleteUnusedRequirements(tx, query.workflow_id))),
	} satisfies Partial<Handlers>;
}

export function failureHandlerHandlers(services: Services) {
	const { store } = services;
	const plain = recordHandlers<FailureHandlerModel>(services, FAILURE_HANDLERS);
	return {
		createFailureHandler: ({ body }) =>
			store.write((tx) => stored<FailureHandlerModel>(createFailureHandler(tx, body))),
		getFailureHandler: plain.get,
		deleteFailureHandler: plain.remove,
		listFailureHandlers: ({ params, query }) => {
			getWorkflowState(store.reader, params.id);
			return stored<Page<FailureHandlerModel>>(
				listRecords(store.reader, FAILURE_HANDLERS, { ...query, workflow_id: params.id }),
			);
		},
	} satisfies Partial<Handlers>;
}

export function schedulerHandlers(services: Services) {
	const slurm = recordHandlers<SlurmSchedulerModel>(services, SLURM_SCHEDULERS);
	const local = recordHandlers<LocalSchedulerModel>(services, LOCAL_SCHEDULERS);
	return {
		listSlurmSchedulers: slurm.list,
		createSlurmScheduler: slurm.create,
		getSlurmScheduler: slurm.get,
		updateSlurmScheduler: slurm.update,
		deleteSlurmScheduler: slurm.remove,
		deleteSlurmSchedulers: slurm.removeAll,
		listLocalSchedulers: local.list,
		createLocalScheduler: local.create,
		getLocalScheduler: local.get,
		updateLocalScheduler: local.update,
		deleteLocalScheduler: local.remove,
		deleteLocalSchedulers: local.removeAll,
	} satisfies Partial<Handlers>;
}
