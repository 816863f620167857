// The benchmark: every figure beside its reference from the same run (machines are noisy; ratios travel, seconds don't).
//   npm run bench              all
//   npm run bench -- running   one part
import { endpoints } from "./endpoints.ts";
import { hotPath } from "./hot-path.ts";
import { largeWorkflows } from "./large-workflows.ts";
import { outage } from "./outage.ts";
import { programs } from "./programs.ts";
import { HEADER, printRow, type Row } from "./row.ts";
import { running } from "./running.ts";
import { waiting } from "./waiting.ts";

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
	endpoints,
	"hot-path": hotPath,
	"large-workflows": largeWorkflows,
	running,
	waiting,
	outage,
	programs,
};

const wanted = process.argv.slice(2);
console.log(HEADER);
for (const [name, part] of Object.entries(PARTS)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	for (const row of await part()) printRow(row);
}
