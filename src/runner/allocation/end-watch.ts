// Knows when the allocation ends. The end can be moved, so Slurm is asked again every 10 minutes, on every signal, and
// shortly before our own clock acts; an answer that does not come changes nothing.
import { allocationState } from "../../slurm/programs/job-state.ts";
import type { Session } from "../session.ts";
import type { Ender } from "../terminate/ender.ts";
import { killWithin } from "../terminate/plan.ts";
import { Timers } from "../terminate/timers.ts";
import type { Allocation } from "./allocation.ts";

const REFRESH_MS = 600_000;
/** Asked so long before a planned instant: the answer comes in milliseconds, or the plan stands. */
const BEFORE_ACTING_MS = 2_000;
/** An end that moved less than this is the same end, rounded. */
const SAME_END_MS = 1_500;
/** Without an answer from Slurm, a signal is a warning while the end is further away than this. */
const FAR_MS = 60_000;

export class EndWatch {
	private readonly session: Session;
	private readonly allocation: Allocation;
	private readonly ender: Ender;
	private readonly regular: ReturnType<typeof setInterval>;
	private readonly beforeActing: Timers;
	private readonly stopHearing: (() => void) | undefined;
	private closed = false;
	/** Slurm has taken the nodes for another job. */
	preempted = false;

	constructor(session: Session, allocation: Allocation, ender: Ender) {
		this.session = session;
		this.allocation = allocation;
		this.ender = ender;
		this.regular = setInterval(() => void this.refresh(), REFRESH_MS);
		this.beforeActing = new Timers(session.clock);
		this.stopHearing = allocation.hearStepSignals?.(() => void this.signaled("a signal to the steps"));
		this.planChecks();
	}

	/** A signal tells nothing about why: the jobs that can save are asked at once, then Slurm is asked what it meant. */
	async signaled(signal: string): Promise<void> {
		this.ender.tell({ type: "warned" }, `${signal} from Slurm`);
		const shown = await this.allocation.lookUp();
		if (this.closed) return;
		const now = this.session.clock();
		const far = this.session.deadline === undefined || this.session.deadline - now > FAR_MS;
		if (typeof shown === "object" && shown.isPreempted) {
			this.preempted = true;
			this.ender.blame("preemption");
		}
		if (typeof shown === "object" && allocationState(shown.state) === "running") {
			const what = shown.isPreempted ? "is being preempted" : `is ${shown.state}`;
			this.session.log("info", `Slurm warns: the allocation ${what}`, { signal, end: shown.endTime });
			this.moveTo(shown.endTime);
			return;
		}
		if (shown === "unanswered" && far) {
			this.session.log("warn", "Slurm does not say what the signal means; taken as a warning", { signal });
			return;
		}
		const killWait = (await this.allocation.killWaitSeconds()) * 1000;
		if (this.closed) return;
		// Ended long before its time: somebody canceled it.
		if (far && !this.preempted) this.ender.blame("stop");
		const state = typeof shown === "object" ? shown.state : shown;
		this.session.log("warn", `Slurm ends the allocation (${state})`, { signal, kill_wait_seconds: killWait / 1000 });
		this.ender.tell({ type: "bounded", killBy: killWithin(now, killWait) }, `${signal} from Slurm`);
	}

	close(): void {
		this.closed = true;
		clearInterval(this.regular);
		this.stopHearing?.();
		this.beforeActing.close();
	}

	private async refresh(): Promise<void> {
		const shown = await this.allocation.lookUp();
		if (!this.closed && typeof shown === "object") this.moveTo(shown.endTime);
	}

	private moveTo(endTime: number | null): void {
		const known = this.session.deadline;
		const end = this.session.endWith(endTime);
		if (end === known || (end !== undefined && known !== undefined && Math.abs(end - known) < SAME_END_MS)) return;
		const text = end === undefined ? "unlimited" : new Date(end).toISOString();
		this.session.log("info", "The end of the allocation was moved", { end_time: text });
		this.session.deadline = end;
		this.ender.endMoved();
		this.planChecks();
		void this.tell(end);
	}

	/** Who looks at the node from outside reckons with its end. */
	private async tell(end: number | undefined): Promise<void> {
		const { client, nodeId, log } = this.session;
		const params = { id: nodeId };
		try {
			const end_time = end === undefined ? null : new Date(end).toISOString();
			const node = await client.getComputeNode({ params });
			// Whether it is active is not said: it may sign off meanwhile.
			await client.updateComputeNode({ params, body: { ...node, is_active: undefined, end_time } });
		} catch (error) {
			log("warn", `the new end of the node cannot be recorded: ${(error as Error).message}`);
		}
	}

	private planChecks(): void {
		this.beforeActing.close();
		const { plan } = this.ender;
		if (plan === null) return;
		const now = this.session.clock();
		const instants = this.ender.ending === null ? [plan.signalAt, plan.killAt] : [plan.killAt];
		for (const instant of new Set(instants)) {
			const checkAt = instant - BEFORE_ACTING_MS;
			if (checkAt > now) this.beforeActing.at(checkAt, () => void this.refresh());
		}
	}
}
