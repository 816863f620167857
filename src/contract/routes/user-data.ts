// Operations of the REST interface: user data.
import { z } from "zod";
import { deleteCountResponse } from "../models/system.ts";
import {
	createUserDataListResponse,
	listUserDataResponse,
	userDataListModel,
	userDataModel,
} from "../models/user-data.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const createUserDataList = route({
	id: "create_user_data_list",
	summary: "Creates many user data records",
	method: "POST",
	path: "/bulk_user_data",
	access: "manage body.user_data",
	body: userDataListModel,
	reply: createUserDataListResponse,
});

export const listUserData = route({
	id: "list_user_data",
	summary: "Lists user data",
	method: "GET",
	path: "/user_data",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		consumer_job_id: queryInt.optional(),
		producer_job_id: queryInt.optional(),
		name: z.string().optional(),
		is_ephemeral: queryBoolean.optional(),
	},
	reply: listUserDataResponse,
});

export const createUserData = route({
	id: "create_user_data",
	summary: "Creates a user data record",
	method: "POST",
	path: "/user_data",
	access: "manage body.workflow_id",
	query: { consumer_job_id: queryInt.optional(), producer_job_id: queryInt.optional() },
	body: userDataModel,
	reply: userDataModel,
});

export const deleteAllUserData = route({
	id: "delete_all_user_data",
	summary: "Deletes the user data of a workflow",
	method: "DELETE",
	path: "/user_data",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getUserData = route({
	id: "get_user_data",
	summary: "Reads a user data record",
	method: "GET",
	path: "/user_data/{id}",
	access: "read user_data",
	params: { id: queryInt },
	reply: userDataModel,
});

export const updateUserData = route({
	id: "update_user_data",
	summary: "Changes a user data record",
	method: "PUT",
	path: "/user_data/{id}",
	access: "run user_data",
	params: { id: queryInt },
	body: userDataModel,
	reply: userDataModel,
});

export const deleteUserData = route({
	id: "delete_user_data",
	summary: "Deletes a user data record",
	method: "DELETE",
	path: "/user_data/{id}",
	access: "manage user_data",
	params: { id: queryInt },
	reply: userDataModel,
});
