// The test cluster itself: it starts, runs a job with either tracking plugin, and leaves nothing.
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { readProcessTable } from "../../src/platform/process-table.ts";
import { Cluster } from "./lab/cluster.ts";

for (const proctrack of ["cgroup", "linuxproc"] as const) {
	test(`a cluster with proctrack/${proctrack}`, async () => {
		const cluster = await Cluster.start({ proctrack, nodes: 2 });
		const { directory, nodeNames } = cluster;
		try {
			const script = `${directory}/job.sh`;
			await Bun.write(script, "#!/bin/bash\nsleep 600 & disown\necho $SLURM_JOB_NUM_NODES\n");
			const { stdout } = await cluster.run(["sbatch", "-N2", "-o", `${directory}/out`, script]);
			const id = /\d+/.exec(stdout)?.[0] as string;
			await cluster.waitForState(id, ["COMPLETED"]);
			expect(await Bun.file(`${directory}/out`).text()).toBe("2\n");
		} finally {
			await cluster.down();
		}
		expect(existsSync(directory)).toBe(false);
		expect(existsSync(`/sys/fs/cgroup/freezer/slurm_${nodeNames[0]}`)).toBe(false);
		const left = readProcessTable().filter(({ pid }) => environmentNames(pid).includes(directory));
		expect(left).toEqual([]);
	});
}

function environmentNames(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/environ`, "utf8");
	} catch {
		return "";
	}
}
