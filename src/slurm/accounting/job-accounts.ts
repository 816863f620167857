// What Slurm's accounting says of whole allocations and their steps: one question for any number of them (5-slurm §8).
// sacct's JSON has wrong exit codes on common versions, so these come from its plain table, which also stands in where
// sacct has no JSON.
import { runProgram } from "../programs/run-program.ts";
import { accountsFromJson } from "./accounts-from-json.ts";
import { accountsFromTable } from "./accounts-from-table.ts";

export interface AccountRow {
	readonly slurmJobId: string;
	/** Null: the allocation itself. */
	readonly step: { readonly id: string; readonly name: string } | null;
	readonly state: string;
	/** `code:signal` */
	readonly exitCode: string;
	readonly elapsedSeconds: number;
	/** Null for allocations and where nothing was measured. */
	readonly maxRssBytes: number | null;
	/** User and system time of all its processes. */
	readonly cpuSeconds: number;
	/** Slurm's short form. */
	readonly nodes: string;
	/** Null where Slurm does not say it. */
	readonly numNodes: number | null;
}

export interface Accounts {
	readonly rows: readonly AccountRow[];
	/** Slurm's own words about each allocation, as far as it has any. */
	readonly documents: ReadonlyMap<string, unknown>;
	/** What could not be found out, for people. */
	readonly errors: readonly string[];
}

const FIELDS = "JobIDRaw,JobName,State,ExitCode,ElapsedRaw,MaxRSS,TotalCPU,NodeList,NNodes";

export async function readAccounts(slurmJobIds: readonly string[]): Promise<Accounts> {
	if (slurmJobIds.length === 0) return { rows: [], documents: new Map(), errors: [] };
	const which = ["-j", slurmJobIds.join(",")];
	// With times in another format sacct cannot read its own default for the start of the search (measured on 22.05).
	const asJson = await runProgram("sacct", [...which, "--json"], { env: { SLURM_TIME_FORMAT: undefined } });
	const asTable = await runProgram("sacct", [...which, "--parsable2", "--noheader", `--format=${FIELDS}`]);
	const json = asJson.code === 0 ? accountsFromJson(asJson.stdout) : null;
	const table = asTable.code === 0 ? accountsFromTable(asTable.stdout) : [];
	const rows = json === null || json.rows.length === 0 ? table : corrected(json.rows, table);
	const errors = [];
	if (asJson.code !== 0 && asTable.code !== 0) errors.push(`sacct: ${asJson.stderr.trim() || "no answer"}`);
	else {
		const known = new Set(rows.map((row) => row.slurmJobId));
		for (const id of slurmJobIds) if (!known.has(id)) errors.push(`${id}: accounting knows nothing of it (yet)`);
	}
	return { rows, documents: json?.documents ?? new Map(), errors };
}

const keyOf = ({ slurmJobId, step }: AccountRow): string => `${slurmJobId}.${step?.id ?? ""}`;

function corrected(rows: readonly AccountRow[], table: readonly AccountRow[]): AccountRow[] {
	const byKey = new Map(table.map((row) => [keyOf(row), row]));
	return rows.map((row) => {
		const plain = byKey.get(keyOf(row));
		if (plain === undefined) return row;
		return { ...row, exitCode: plain.exitCode, cpuSeconds: Math.max(row.cpuSeconds, plain.cpuSeconds) };
	});
}
