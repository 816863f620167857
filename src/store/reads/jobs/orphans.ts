// Jobs that are marked as claimed or running although nobody works on them any more, and the nodes they were lost with.
// Only evidence counts: what the caller knows (Slurm, a process that ended), a node that signed off, a heartbeat that
// stopped for longer than a runner waits for its server. Nodes that never sent a heartbeat do not expire.
import type { LossCause } from "../../../core/lost-work.ts";
import type { Database } from "../../../sqlite/database.ts";

/** What the caller knows. */
export interface LostNode {
	readonly compute_node_id: number;
	/** In words, for the results of its jobs. */
	readonly reason: string;
	readonly cause?: LossCause | null | undefined;
	/** RFC 3339, where it is known. */
	readonly ended_at?: string | null | undefined;
}

export interface OrphanQuery {
	readonly workflowId: number;
	readonly lost: readonly LostNode[];
	/** Also jobs without a node, once no node is active: what clients without nodes left. */
	readonly unowned: boolean;
	/** Epoch milliseconds. */
	readonly now: number;
	/** Since when heartbeats can have come: a server that was away has heard none. */
	readonly serverStartedAt: number;
}

export interface Orphan {
	readonly job_id: number;
	readonly job_name: string;
	readonly was: "pending" | "running";
	readonly compute_node_id: number | null;
	readonly reason: string;
	readonly cause: LossCause;
	/** Epoch milliseconds; until then it may have worked. */
	readonly lastSeenAt: number;
}

export interface Orphans {
	/** Active nodes that are to be signed off. */
	readonly nodes: readonly number[];
	readonly jobs: readonly Orphan[];
}

const SHORTEST_LEASE_MINUTES = 5;
/** A runner that lives is heard at least this often; a lost one lived until then at most. */
const BEAT_MS = 25_000;

export function findOrphans(db: Database, query: OrphanQuery): Orphans {
	const nodes = db.all<NodeRow>(NODES, query.workflowId);
	const lost = new Map(query.lost.map((node) => [node.compute_node_id, node]));
	for (const node of silentNodes(nodes, leaseMs(db, query.workflowId), query)) lost.set(node.compute_node_id, node);
	// A client that never said whether its node is active has not signed it off.
	const gone = (node: NodeRow): boolean => node.is_active === 0 || lost.has(node.id);
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const anyLeft = nodes.some((node) => !gone(node));
	const jobs: Orphan[] = [];
	for (const job of db.all<JobRow>(JOBS, query.workflowId)) {
		const node = job.compute_node_id === null ? undefined : byId.get(job.compute_node_id);
		if (node === undefined) {
			if (!query.unowned || anyLeft) continue;
			const reason = "lost: no compute node is active that could run it";
			jobs.push({ ...identity(job), reason, cause: "node_loss", lastSeenAt: query.now });
		} else if (gone(node)) {
			const evidence = lost.get(node.id);
			const reason = evidence?.reason ?? `left behind by node ${node.hostname}, which had signed off`;
			const cause = evidence?.cause ?? "node_loss";
			jobs.push({ ...identity(job), reason, cause, lastSeenAt: lastSign(node, evidence, query.now) });
		}
	}
	return { nodes: nodes.filter((node) => node.is_active === 1 && gone(node)).map((node) => node.id), jobs };
}

/** Workflows with a node that has been silent for longer than any lease can be short. */
export function workflowsWithSilentNodes(db: Database, now: number): number[] {
	const before = now - SHORTEST_LEASE_MINUTES * 60_000;
	return db.all<{ workflow_id: number }>(SILENT_WORKFLOWS, before).map((row) => row.workflow_id);
}

interface NodeRow {
	readonly id: number;
	readonly hostname: string;
	readonly compute_node_type: string;
	readonly is_active: number | null;
	readonly heartbeat_at: number | null;
}

function lastSign({ heartbeat_at }: NodeRow, evidence: LostNode | undefined, now: number): number {
	const known = evidence?.ended_at == null ? Number.NaN : Date.parse(evidence.ended_at);
	if (!Number.isNaN(known)) return Math.min(now, known);
	return heartbeat_at === null ? now : Math.min(now, heartbeat_at + BEAT_MS);
}

interface JobRow {
	readonly id: number;
	readonly name: string;
	readonly status: "pending" | "running";
	readonly compute_node_id: number | null;
}

const identity = ({ id, name, status, compute_node_id }: JobRow) => ({
	job_id: id,
	job_name: name,
	was: status,
	compute_node_id,
});

/** As long as a runner waits for its server it may be at work without being heard. */
function leaseMs(db: Database, workflowId: number): number {
	const row = db.get<{ minutes: number | null }>(PATIENCE, workflowId);
	return Math.max(SHORTEST_LEASE_MINUTES, row?.minutes ?? 20) * 60_000;
}

/** Slurm is asked about its nodes; their heartbeats are not needed. */
function silentNodes(nodes: readonly NodeRow[], lease: number, { now, serverStartedAt }: OrphanQuery): LostNode[] {
	const silent = nodes.filter(
		({ is_active, compute_node_type, heartbeat_at }) =>
			is_active === 1 &&
			compute_node_type !== "slurm" &&
			heartbeat_at !== null &&
			now - Math.max(heartbeat_at, serverStartedAt) > lease,
	);
	return silent.map(({ id, hostname, heartbeat_at }) => ({
		compute_node_id: id,
		reason: `lost with node ${hostname}: no sign of life since ${new Date(heartbeat_at ?? 0).toISOString()}`,
	}));
}

const NODES = "SELECT id, hostname, compute_node_type, is_active, heartbeat_at FROM compute_node WHERE workflow_id = ?";
const JOBS = `SELECT id, name, status, compute_node_id FROM job
	WHERE workflow_id = ? AND (status = 'pending' OR status = 'running') ORDER BY id`;
const PATIENCE = "SELECT compute_node_wait_for_healthy_database_minutes AS minutes FROM workflow WHERE id = ?";
const SILENT_WORKFLOWS = `SELECT DISTINCT workflow_id FROM compute_node
	WHERE is_active = 1 AND compute_node_type <> 'slurm' AND heartbeat_at < ?`;
