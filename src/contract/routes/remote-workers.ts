// Operations of the REST interface: remote workers.
import { z } from "zod";
import { remoteWorkerModel } from "../models/remote-worker.ts";
import { queryInt, route } from "../route.ts";

export const listRemoteWorkers = route({
	id: "list_remote_workers",
	summary: "Lists the hosts that may run a workflow's jobs",
	method: "GET",
	path: "/workflows/{id}/remote_workers",
	access: "read workflow",
	params: { id: queryInt },
	reply: z.array(remoteWorkerModel),
});

export const createRemoteWorkers = route({
	id: "create_remote_workers",
	summary: "Adds hosts to a workflow; those it has are left as they are",
	method: "POST",
	path: "/workflows/{id}/remote_workers",
	access: "manage workflow",
	params: { id: queryInt },
	body: z.array(z.string()),
	reply: z.array(remoteWorkerModel),
});

export const deleteRemoteWorker = route({
	id: "delete_remote_worker",
	summary: "Removes a host from a workflow",
	method: "DELETE",
	path: "/workflows/{id}/remote_workers/{worker}",
	access: "manage workflow",
	params: { id: queryInt, worker: z.string() },
	reply: remoteWorkerModel,
});
