// sacct --parsable2 --noheader with JobIDRaw,JobName,State,ExitCode,ElapsedRaw,MaxRSS,TotalCPU,NodeList,NNodes. Pure.
import type { AccountRow } from "./job-accounts.ts";
import { parseSlurmSize, parseSlurmTime } from "./values.ts";

export function accountsFromTable(text: string): AccountRow[] {
	return text.split("\n").flatMap((line) => {
		const fields = line.split("|");
		if (fields.length < 9) return [];
		// A name may hold a bar: it is what the other fields leave.
		const [state = "", exitCode = "", elapsed = "", rss = "", cpu = "", nodes = "", count = ""] = fields.slice(-7);
		const name = fields.slice(1, -7).join("|");
		const [slurmJobId = "", stepId] = (fields[0] ?? "").split(".");
		if (!/^\d+$/.test(slurmJobId) || isPlaceholder(name, state)) return [];
		return [
			{
				slurmJobId,
				step: stepId === undefined ? null : { id: stepId, name },
				state,
				exitCode,
				elapsedSeconds: parseSlurmTime(elapsed) ?? 0,
				maxRssBytes: parseSlurmSize(rss),
				cpuSeconds: parseSlurmTime(cpu) ?? 0,
				nodes,
				numNodes: /^\d+$/.test(count) ? Number(count) : null,
			},
		];
	});
}

/** For some seconds a job is a row that says nothing of it. */
export const isPlaceholder = (name: string, state: string): boolean => name === "allocation" && state === "PENDING";
