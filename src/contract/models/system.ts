// Wire records of the REST interface: system.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const pingResponse = z
	.object({
		status: z.string(),
	})
	.meta({ id: "PingResponse" });
export type PingResponse = z.infer<typeof pingResponse>;

export const versionResponse = z
	.object({
		api_version: z.string(),
		git_hash: z.string().nullish(),
		/** The program's own version. */
		server: z.string().optional(),
		version: z.string(),
	})
	.meta({ id: "VersionResponse" });
export type VersionResponse = z.infer<typeof versionResponse>;

export const errorResponse = z
	.object({
		code: int64.nullish(),
		error: z.unknown(),
		errorMessage: z.string().nullish(),
		errorNum: int64.nullish(),
	})
	.meta({ id: "ErrorResponse" });
export type ErrorResponse = z.infer<typeof errorResponse>;

export const messageResponse = z
	.object({
		message: z.string(),
	})
	.meta({ id: "MessageResponse" });
export type MessageResponse = z.infer<typeof messageResponse>;

export const deleteCountResponse = z
	.object({
		count: int64,
		deleted_count: int64.optional(),
		message: z.string().optional(),
	})
	.meta({ id: "DeleteCountResponse" });
export type DeleteCountResponse = z.infer<typeof deleteCountResponse>;
