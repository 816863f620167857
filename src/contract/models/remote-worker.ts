// Wire records of the REST interface: remote worker.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const remoteWorkerModel = z
	.object({
		/** A host as ssh knows it: `user@host:port`. */
		worker: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "RemoteWorkerModel" });
export type RemoteWorkerModel = z.infer<typeof remoteWorkerModel>;
