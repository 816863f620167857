// Operations of the REST interface: RO-Crate entities.
import { z } from "zod";
import { deleteRoCrateEntitiesResponse, listRoCrateEntitiesResponse, roCrateEntityModel } from "../models/ro-crate.ts";
import { messageResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";

export const listRoCrateEntities = route({
	id: "list_ro_crate_entities",
	summary: "Lists the RO-Crate entities of a workflow",
	method: "GET",
	path: "/workflows/{id}/ro_crate_entities",
	access: "read workflow",
	params: { id: queryInt },
	query: { ...paging, file_id: queryInt.optional(), entity_id: z.string().optional() },
	reply: listRoCrateEntitiesResponse,
});

export const createRoCrateEntity = route({
	id: "create_ro_crate_entity",
	summary: "Creates an RO-Crate entity",
	method: "POST",
	path: "/ro_crate_entities",
	access: "run body.workflow_id",
	body: roCrateEntityModel,
	reply: roCrateEntityModel,
});

export const deleteRoCrateEntities = route({
	id: "delete_ro_crate_entities",
	summary: "Deletes the RO-Crate entities of a workflow",
	method: "DELETE",
	path: "/workflows/{id}/ro_crate_entities",
	access: "manage workflow",
	params: { id: queryInt },
	reply: deleteRoCrateEntitiesResponse,
});

export const getRoCrateEntity = route({
	id: "get_ro_crate_entity",
	summary: "Reads an RO-Crate entity",
	method: "GET",
	path: "/ro_crate_entities/{id}",
	access: "read ro_crate_entity",
	params: { id: queryInt },
	reply: roCrateEntityModel,
});

export const updateRoCrateEntity = route({
	id: "update_ro_crate_entity",
	summary: "Changes an RO-Crate entity; file_id 0 takes its file away",
	method: "PUT",
	path: "/ro_crate_entities/{id}",
	access: "run ro_crate_entity",
	params: { id: queryInt },
	body: roCrateEntityModel,
	reply: roCrateEntityModel,
});

export const deleteRoCrateEntity = route({
	id: "delete_ro_crate_entity",
	summary: "Deletes an RO-Crate entity",
	method: "DELETE",
	path: "/ro_crate_entities/{id}",
	access: "manage ro_crate_entity",
	params: { id: queryInt },
	reply: messageResponse,
});
