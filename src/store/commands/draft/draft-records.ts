// The small records of a draft: requirements, schedulers, handlers, files, user data.
import type {
	DraftFailureHandler,
	DraftFile,
	DraftRequirements,
	DraftSlurmScheduler,
	DraftUserData,
} from "../../../core/draft.ts";
import { parseDuration } from "../../../core/duration.ts";
import { invalid } from "../../../core/errors.ts";
import { parseMemorySize } from "../../../core/memory-size.ts";
import type { Transaction } from "../../transaction.ts";
import type { DraftIds } from "./draft-ids.ts";

export function insertRequirements(tx: Transaction, ids: DraftIds, records: readonly DraftRequirements[]): void {
	for (const record of records) {
		const memoryBytes = parseMemorySize(record.memory);
		if (memoryBytes === null) throw invalid(`Invalid memory format '${record.memory}' in '${record.name}'`);
		const seconds = parseDuration(record.runtime);
		if (seconds === null) throw invalid(`Invalid runtime format '${record.runtime}' in '${record.name}'`);
		const size = [record.num_cpus, record.num_gpus, record.num_nodes] as const;
		const rest = [record.memory, memoryBytes, record.runtime, seconds] as const;
		if (record.name === "default") {
			tx.db.run(OVERRIDE_DEFAULT, ...size, ...rest, ids.defaultRequirements);
			ids.requirements.push(ids.defaultRequirements);
		} else ids.requirements.push(tx.db.insert(INSERT_REQUIREMENTS, ids.workflowId, record.name, ...size, ...rest));
	}
}

const INSERT_REQUIREMENTS = `INSERT INTO resource_requirements
	(workflow_id, name, num_cpus, num_gpus, num_nodes, memory, memory_bytes, runtime, runtime_seconds)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** A spec may say what jobs without requirements get (1-spec, ResourceRequirementsSpec, ours). */
const OVERRIDE_DEFAULT = `UPDATE resource_requirements SET num_cpus = ?, num_gpus = ?, num_nodes = ?, memory = ?,
	memory_bytes = ?, runtime = ?, runtime_seconds = ? WHERE id = ?`;

export function insertSchedulers(tx: Transaction, ids: DraftIds, records: readonly DraftSlurmScheduler[]): void {
	for (const s of records) {
		const sizes = [s.mem ?? null, s.gres ?? null, s.qos ?? null, s.ntasks_per_node ?? null, s.tmp ?? null] as const;
		ids.schedulers.push(
			tx.db.insert(
				INSERT_SCHEDULER,
				ids.workflowId,
				s.name ?? null,
				s.account,
				s.partition ?? null,
				s.nodes,
				s.walltime,
				...sizes,
				s.extra ?? null,
				s.serialize_allocations ? 1 : 0,
			),
		);
	}
}

const INSERT_SCHEDULER = `INSERT INTO slurm_scheduler (workflow_id, name, account, partition, nodes, walltime, mem, gres,
	qos, ntasks_per_node, tmp, extra, serialize_allocations) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function insertFailureHandlers(tx: Transaction, ids: DraftIds, records: readonly DraftFailureHandler[]): void {
	for (const { name, rules } of records) {
		ids.failureHandlers.push(
			tx.db.insert(
				"INSERT INTO failure_handler (workflow_id, name, rules) VALUES (?, ?, ?)",
				ids.workflowId,
				name,
				JSON.stringify(rules),
			),
		);
	}
}

export function insertFiles(tx: Transaction, ids: DraftIds, records: readonly DraftFile[]): void {
	for (const file of records) {
		const mtime = file.st_mtime ?? null;
		ids.files.push(tx.db.insert(INSERT_FILE, ids.workflowId, file.name, file.path, mtime, file.identifier ?? null));
	}
}

const INSERT_FILE = "INSERT INTO file (workflow_id, name, path, st_mtime, identifier) VALUES (?, ?, ?, ?, ?)";

export function insertUserData(tx: Transaction, ids: DraftIds, records: readonly DraftUserData[]): void {
	for (const { name, data, is_ephemeral } of records) {
		const text = data === undefined || data === null ? null : JSON.stringify(data);
		ids.userData.push(tx.db.insert(INSERT_USER_DATA, ids.workflowId, name, text, is_ephemeral ? 1 : 0));
	}
}

const INSERT_USER_DATA = "INSERT INTO user_data (workflow_id, name, data, is_ephemeral) VALUES (?, ?, ?, ?)";
