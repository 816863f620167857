// Checkpoints of jobs.
import type { CheckpointModel } from "../../contract/models/checkpoint.ts";
import { createCheckpoint } from "../../store/commands/attempts/record-checkpoint.ts";
import { CHECKPOINTS } from "../../store/reads/records/record-tables.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { recordHandlers, stored } from "./record-handlers.ts";

export function checkpointHandlers(services: Services) {
	const { store } = services;
	return {
		listCheckpoints: recordHandlers<CheckpointModel>(services, CHECKPOINTS).list,
		createCheckpoint: ({ body }) => store.write((tx) => stored<CheckpointModel>(createCheckpoint(tx, body))),
	} satisfies Partial<Handlers>;
}
