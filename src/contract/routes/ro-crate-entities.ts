// Operations of the REST interface: ro crate entities.
import { z } from "zod";
import { deleteRoCrateEntitiesResponse, listRoCrateEntitiesResponse, roCrateEntityModel } from "../models/ro-crate.ts";
import { messageResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";

export const createRoCrateEntity = route({
	id: "create_ro_crate_entity",
	method: "POST",
	path: "/ro_crate_entities",
	body: roCrateEntityModel,
	reply: roCrateEntityModel,
});

export const getRoCrateEntity = route({
	id: "get_ro_crate_entity",
	method: "GET",
	path: "/ro_crate_entities/{id}",
	params: { id: queryInt },
	reply: roCrateEntityModel,
});

export const updateRoCrateEntity = route({
	id: "update_ro_crate_entity",
	method: "PUT",
	path: "/ro_crate_entities/{id}",
	params: { id: queryInt },
	body: roCrateEntityModel,
	reply: roCrateEntityModel,
});

export const deleteRoCrateEntity = route({
	id: "delete_ro_crate_entity",
	method: "DELETE",
	path: "/ro_crate_entities/{id}",
	params: { id: queryInt },
	reply: messageResponse,
});

export const listRoCrateEntities = route({
	id: "list_ro_crate_entities",
	method: "GET",
	path: "/workflows/{id}/ro_crate_entities",
	params: { id: queryInt },
	query: { ...paging, file_id: queryInt.optional(), entity_id: z.string().optional() },
	reply: listRoCrateEntitiesResponse,
});

export const deleteRoCrateEntities = route({
	id: "delete_ro_crate_entities",
	method: "DELETE",
	path: "/workflows/{id}/ro_crate_entities",
	params: { id: queryInt },
	reply: deleteRoCrateEntitiesResponse,
});
