// Results of jobs, and Slurm's figures of them.
import type { ResultModel } from "../../contract/models/result.ts";
import type { SlurmStatsModel } from "../../contract/models/scheduler.ts";
import {
	createResult,
	createSlurmStats,
	deleteResult,
	deleteResults,
	updateResult,
} from "../../store/commands/records/results.ts";
import { SLURM_STATS } from "../../store/reads/records/record-tables.ts";
import { getResult, listResults } from "../../store/reads/results/results.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { deletion, recordHandlers, stored } from "./record-handlers.ts";

export function resultHandlers(services: Services) {
	const { store } = services;
	const slurmStats = recordHandlers<SlurmStatsModel>(services, SLURM_STATS);
	return {
		listResults: ({ query }) => stored(listResults(store.reader, query)),
		createResult: ({ body }) => store.write((tx) => stored<ResultModel>(getResult(tx.db, createResult(tx, body)))),
		getResult: ({ params }) => stored(getResult(store.reader, params.id)),
		updateResult: ({ params, body }) => store.write((tx) => stored<ResultModel>(updateResult(tx, params.id, body))),
		deleteResult: ({ params }) => store.write((tx) => stored<ResultModel>(deleteResult(tx, params.id))),
		deleteResults: async ({ query }) => deletion(await store.write((tx) => deleteResults(tx, query.workflow_id))),
		listSlurmStats: slurmStats.list,
		createSlurmStats: ({ body }) => store.write((tx) => stored<SlurmStatsModel>(createSlurmStats(tx, { ...body }))),
	} satisfies Partial<Handlers>;
}
