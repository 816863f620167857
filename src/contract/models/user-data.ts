// Wire records of the REST interface: user data.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const userDataModel = z
	.object({
		data: z.unknown().nullish(),
		id: int64.nullish(),
		is_ephemeral: z.boolean().nullish(),
		name: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "UserDataModel" });
export type UserDataModel = z.infer<typeof userDataModel>;

export const userDataListModel = z
	.object({
		user_data: z.array(userDataModel),
	})
	.meta({ id: "UserDataListModel" });
export type UserDataListModel = z.infer<typeof userDataListModel>;

export const createUserDataListResponse = z
	.object({
		user_data: z.array(userDataModel).nullish(),
	})
	.meta({ id: "CreateUserDataListResponse" });
export type CreateUserDataListResponse = z.infer<typeof createUserDataListResponse>;

export const listUserDataResponse = page(userDataModel).meta({ id: "ListUserDataResponse" });
export type ListUserDataResponse = z.infer<typeof listUserDataResponse>;

export const listMissingUserDataResponse = z
	.object({
		user_data: z.array(int64),
	})
	.meta({ id: "ListMissingUserDataResponse" });
export type ListMissingUserDataResponse = z.infer<typeof listMissingUserDataResponse>;
