// Provenance records of a workflow.
import type { RoCrateEntityModel } from "../../contract/models/ro-crate.ts";
import { removeRecords } from "../../store/commands/records/records.ts";
import { createRoCrateEntity, updateRoCrateEntity } from "../../store/commands/records/ro-crate-entities.ts";
import type { Page } from "../../store/reads/paging/page.ts";
import { listRecords } from "../../store/reads/records/record-table.ts";
import { RO_CRATE_ENTITIES } from "../../store/reads/records/record-tables.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { deletion, recordHandlers, stored } from "./record-handlers.ts";

export function roCrateEntityHandlers(services: Services) {
	const { store } = services;
	const plain = recordHandlers<RoCrateEntityModel>(services, RO_CRATE_ENTITIES);
	return {
		listRoCrateEntities: ({ params, query }) => {
			getWorkflowState(store.reader, params.id);
			return stored<Page<RoCrateEntityModel>>(
				listRecords(store.reader, RO_CRATE_ENTITIES, { ...query, workflow_id: params.id }),
			);
		},
		createRoCrateEntity: ({ body }) => store.write((tx) => stored<RoCrateEntityModel>(createRoCrateEntity(tx, body))),
		getRoCrateEntity: plain.get,
		updateRoCrateEntity: ({ params, body }) =>
			store.write((tx) => stored<RoCrateEntityModel>(updateRoCrateEntity(tx, params.id, body))),
		deleteRoCrateEntity: async ({ params }) => {
			await plain.remove({ params });
			return { message: `Deleted RO-Crate entity ${params.id}` };
		},
		deleteRoCrateEntities: async ({ params }) =>
			deletion(await store.write((tx) => removeRecords(tx, RO_CRATE_ENTITIES, params.id))),
	} satisfies Partial<Handlers>;
}
