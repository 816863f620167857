// Wire records of the REST interface: file.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const fileModel = z
	.object({
		id: int64.nullish(),
		/** RO-Crate identifier. */
		identifier: z.string().nullish(),
		name: z.string(),
		path: z.string(),
		st_mtime: z.number().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "FileModel" });
export type FileModel = z.infer<typeof fileModel>;

export const filesModel = z
	.object({
		files: z.array(fileModel),
	})
	.meta({ id: "FilesModel" });
export type FilesModel = z.infer<typeof filesModel>;

export const createFilesResponse = z
	.object({
		files: z.array(fileModel).nullish(),
	})
	.meta({ id: "CreateFilesResponse" });
export type CreateFilesResponse = z.infer<typeof createFilesResponse>;

export const listFilesResponse = page(fileModel).meta({ id: "ListFilesResponse" });
export type ListFilesResponse = z.infer<typeof listFilesResponse>;

export const listRequiredExistingFilesResponse = z
	.object({
		files: z.array(int64),
	})
	.meta({ id: "ListRequiredExistingFilesResponse" });
export type ListRequiredExistingFilesResponse = z.infer<typeof listRequiredExistingFilesResponse>;
