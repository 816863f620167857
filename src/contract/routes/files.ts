// Operations of the REST interface: files.
import { z } from "zod";
import { createFilesResponse, fileModel, filesModel, listFilesResponse } from "../models/file.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const createFiles = route({
	id: "create_files",
	summary: "Creates many files",
	method: "POST",
	path: "/bulk_files",
	access: "manage body.files",
	body: filesModel,
	reply: createFilesResponse,
});

export const listFiles = route({
	id: "list_files",
	summary: "Lists files",
	method: "GET",
	path: "/files",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		produced_by_job_id: queryInt.optional(),
		name: z.string().optional(),
		path: z.string().optional(),
		is_output: queryBoolean.optional(),
	},
	reply: listFilesResponse,
});

export const createFile = route({
	id: "create_file",
	summary: "Creates a file",
	method: "POST",
	path: "/files",
	access: "manage body.workflow_id",
	body: fileModel,
	reply: fileModel,
});

export const deleteFiles = route({
	id: "delete_files",
	summary: "Deletes the files of a workflow",
	method: "DELETE",
	path: "/files",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getFile = route({
	id: "get_file",
	summary: "Reads a file",
	method: "GET",
	path: "/files/{id}",
	access: "read file",
	params: { id: queryInt },
	reply: fileModel,
});

export const updateFile = route({
	id: "update_file",
	summary: "Changes a file; without st_mtime the file counts as vanished",
	method: "PUT",
	path: "/files/{id}",
	access: "run file",
	params: { id: queryInt },
	body: fileModel,
	reply: fileModel,
});

export const deleteFile = route({
	id: "delete_file",
	summary: "Deletes a file",
	method: "DELETE",
	path: "/files/{id}",
	access: "manage file",
	params: { id: queryInt },
	reply: fileModel,
});
