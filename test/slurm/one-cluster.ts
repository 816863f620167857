// A cluster, and a server beside it, for all tests of a file; both end with it.
import { afterAll } from "bun:test";
import { Cluster, type ClusterOptions } from "./lab/cluster.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";

interface Lab {
	readonly cluster: Cluster;
	readonly torc: TorcOnSlurm;
}

/** To be awaited while the file is loaded. */
export async function oneCluster(options: ClusterOptions): Promise<Lab> {
	const cluster = await Cluster.start(options);
	let torc: TorcOnSlurm | undefined;
	afterAll(async () => {
		await torc?.stop();
		await cluster.down();
	}, 60_000);
	torc = await TorcOnSlurm.start(cluster);
	return { cluster, torc };
}
