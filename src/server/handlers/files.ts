// Files and user data.
import type { FileModel } from "../../contract/models/file.ts";
import type { UserDataModel } from "../../contract/models/user-data.ts";
import { createFiles, updateFile } from "../../store/commands/records/files.ts";
import { createUserData, createUserDataList } from "../../store/commands/records/user-data.ts";
import { FILES, USER_DATA } from "../../store/reads/records/record-tables.ts";
import { listFiles, listUserData } from "../../store/reads/records/related-lists.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { recordHandlers, stored } from "./record-handlers.ts";

export function fileHandlers(services: Services) {
	const { store } = services;
	const files = recordHandlers<FileModel>(services, FILES);
	return {
		listFiles: ({ query }) => stored(listFiles(store.reader, query)),
		createFile: files.create,
		createFiles: ({ body }) => store.write((tx) => ({ files: stored<FileModel[]>(createFiles(tx, body.files)) })),
		getFile: files.get,
		updateFile: ({ params, body }) => store.write((tx) => stored<FileModel>(updateFile(tx, params.id, body))),
		deleteFile: files.remove,
		deleteFiles: files.removeAll,
	} satisfies Partial<Handlers>;
}

export function userDataHandlers(services: Services) {
	const { store } = services;
	const userData = recordHandlers<UserDataModel>(services, USER_DATA);
	return {
		listUserData: ({ query }) => stored(listUserData(store.reader, query)),
		createUserData: ({ body, query }) =>
			store.write((tx) => {
				const relations = { consumerJobId: query.consumer_job_id, producerJobId: query.producer_job_id };
				return stored<UserDataModel>(createUserData(tx, body, relations));
			}),
		createUserDataList: ({ body }) =>
			store.write((tx) => ({ user_data: stored<UserDataModel[]>(createUserDataList(tx, body.user_data)) })),
		getUserData: userData.get,
		updateUserData: userData.update,
		deleteUserData: userData.remove,
		deleteAllUserData: userData.removeAll,
	} satisfies Partial<Handlers>;
}
