// Operations of the REST interface: schedulers.
import { z } from "zod";
import {
	listLocalSchedulersResponse,
	listSlurmSchedulersResponse,
	listSlurmStatsResponse,
	localSchedulerModel,
	slurmSchedulerModel,
	slurmStatsModel,
} from "../models/scheduler.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";

export const listLocalSchedulers = route({
	id: "list_local_schedulers",
	summary: "Lists local schedulers",
	method: "GET",
	path: "/local_schedulers",
	access: "read query.workflow_id",
	query: { ...paging, workflow_id: queryInt, memory: z.string().optional(), num_cpus: queryInt.optional() },
	reply: listLocalSchedulersResponse,
});

export const createLocalScheduler = route({
	id: "create_local_scheduler",
	summary: "Creates a local scheduler",
	method: "POST",
	path: "/local_schedulers",
	access: "manage body.workflow_id",
	body: localSchedulerModel,
	reply: localSchedulerModel,
});

export const deleteLocalSchedulers = route({
	id: "delete_local_schedulers",
	summary: "Deletes the local schedulers of a workflow",
	method: "DELETE",
	path: "/local_schedulers",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getLocalScheduler = route({
	id: "get_local_scheduler",
	summary: "Reads a local scheduler",
	method: "GET",
	path: "/local_schedulers/{id}",
	access: "read local_scheduler",
	params: { id: queryInt },
	reply: localSchedulerModel,
});

export const updateLocalScheduler = route({
	id: "update_local_scheduler",
	summary: "Changes a local scheduler",
	method: "PUT",
	path: "/local_schedulers/{id}",
	access: "manage local_scheduler",
	params: { id: queryInt },
	body: localSchedulerModel,
	reply: localSchedulerModel,
});

export const deleteLocalScheduler = route({
	id: "delete_local_scheduler",
	summary: "Deletes a local scheduler",
	method: "DELETE",
	path: "/local_schedulers/{id}",
	access: "manage local_scheduler",
	params: { id: queryInt },
	reply: localSchedulerModel,
});

export const listSlurmSchedulers = route({
	id: "list_slurm_schedulers",
	summary: "Lists Slurm schedulers",
	method: "GET",
	path: "/slurm_schedulers",
	access: "read query.workflow_id",
	/** The filters are those of 0.12. */
	query: {
		...paging,
		workflow_id: queryInt,
		name: z.string().optional(),
		account: z.string().optional(),
		gres: z.string().optional(),
		mem: z.string().optional(),
		nodes: queryInt.optional(),
		partition: z.string().optional(),
		qos: z.string().optional(),
		tmp: z.string().optional(),
		walltime: z.string().optional(),
	},
	reply: listSlurmSchedulersResponse,
});

export const createSlurmScheduler = route({
	id: "create_slurm_scheduler",
	summary: "Creates a Slurm scheduler",
	method: "POST",
	path: "/slurm_schedulers",
	access: "manage body.workflow_id",
	body: slurmSchedulerModel,
	reply: slurmSchedulerModel,
});

export const deleteSlurmSchedulers = route({
	id: "delete_slurm_schedulers",
	summary: "Deletes the Slurm schedulers of a workflow",
	method: "DELETE",
	path: "/slurm_schedulers",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getSlurmScheduler = route({
	id: "get_slurm_scheduler",
	summary: "Reads a Slurm scheduler",
	method: "GET",
	path: "/slurm_schedulers/{id}",
	access: "read slurm_scheduler",
	params: { id: queryInt },
	reply: slurmSchedulerModel,
});

export const updateSlurmScheduler = route({
	id: "update_slurm_scheduler",
	summary: "Changes a Slurm scheduler",
	method: "PUT",
	path: "/slurm_schedulers/{id}",
	access: "manage slurm_scheduler",
	params: { id: queryInt },
	body: slurmSchedulerModel,
	reply: slurmSchedulerModel,
});

export const deleteSlurmScheduler = route({
	id: "delete_slurm_scheduler",
	summary: "Deletes a Slurm scheduler",
	method: "DELETE",
	path: "/slurm_schedulers/{id}",
	access: "manage slurm_scheduler",
	params: { id: queryInt },
	reply: slurmSchedulerModel,
});

export const listSlurmStats = route({
	id: "list_slurm_stats",
	summary: "Lists Slurm's figures of jobs",
	method: "GET",
	path: "/slurm_stats",
	access: "read query.workflow_id",
	query: {
		workflow_id: queryInt,
		job_id: queryInt.optional(),
		run_id: queryInt.optional(),
		attempt_id: queryInt.optional(),
		offset: queryInt.optional(),
		limit: queryInt.optional(),
	},
	reply: listSlurmStatsResponse,
});

export const createSlurmStats = route({
	id: "create_slurm_stats",
	summary: "Stores Slurm's figures of a job",
	method: "POST",
	path: "/slurm_stats",
	access: "run body.workflow_id",
	body: slurmStatsModel,
	reply: slurmStatsModel,
});
