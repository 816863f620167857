// Hosts that run jobs over ssh.
import { addRemoteWorkers, removeRemoteWorker } from "../../store/commands/records/remote-workers.ts";
import { listRemoteWorkers } from "../../store/reads/records/remote-workers.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

export function remoteWorkerHandlers({ store }: Services) {
	return {
		listRemoteWorkers: ({ params }) => listRemoteWorkers(store.reader, params.id),
		createRemoteWorkers: ({ params, body }) => store.write((tx) => addRemoteWorkers(tx, params.id, body)),
		deleteRemoteWorker: ({ params }) => store.write((tx) => removeRemoteWorker(tx, params.id, params.worker)),
	} satisfies Partial<Handlers>;
}
