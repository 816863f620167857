// The ending as a state machine, against random histories: a runner lives through them with a fake clock and does what
// the state says; whatever happens, nobody is killed before their time, nobody is forgotten, and no end is undone.
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
	deadlineOf,
	dutyNow,
	type EndingEvent,
	type EndingState,
	initialState,
	next,
	phaseOf,
	wakeAt,
} from "./machine.ts";
import { makePlan, type Plan, type PlanSettings } from "./plan.ts";

const LEAD_MS = 30_000;
const POLICY = { signalsAll: false };
const SETTINGS: PlanSettings = {
	headroomSeconds: null,
	leadSeconds: null,
	learnedLeadSeconds: null,
	warningSeconds: null,
	bufferSeconds: null,
	hasExecutionConfig: false,
	pollIntervalSeconds: 5,
};
const HOUR = 3_600_000;
const hour = makePlan(0, HOUR, SETTINGS);

const tell = (state: EndingState, event: EndingEvent, at: number): EndingState => next(state, event, at, LEAD_MS);

test("by the clock alone: asked at the planned instant, killed at the planned instant", () => {
	let state = initialState(hour);
	expect([phaseOf(state), wakeAt(state)]).toEqual(["working", hour.signalAt]);
	state = tell(state, { type: "tick" }, hour.signalAt - 1);
	expect(phaseOf(state)).toBe("working");
	state = tell(state, { type: "tick" }, hour.signalAt);
	expect([phaseOf(state), wakeAt(state)]).toEqual(["asking", hour.killAt]);
	expect([true, false].map((supports) => dutyNow(state, supports, POLICY))).toEqual(["signal", "wait"]);
	state = tell(state, { type: "tick" }, hour.killAt);
	expect([phaseOf(state), wakeAt(state), dutyNow(state, true, POLICY)]).toEqual(["killing", null, "kill"]);
});

test("a warning that Slurm's ticks bring early moves the signal, not the kill", () => {
	const state = tell(initialState(hour), { type: "warned" }, hour.signalAt - 20_000);
	expect([phaseOf(state), wakeAt(state)]).toEqual(["asking", hour.killAt]);
});

test("a signal that comes late keeps its lead as far as the end allows", () => {
	const late = (ms: number): number | null => wakeAt(tell(initialState(hour), { type: "tick" }, hour.signalAt + ms));
	expect(late(5_000)).toBe(hour.killAt + 5_000);
	expect(late(40_000)).toBe(Math.round(HOUR - 5_000 / 3));
});

test("an end that Slurm brings itself bounds the kill, and a later look at the plan does not lift it", () => {
	const warned = tell(initialState(hour), { type: "warned" }, 1_000);
	const bounded = tell(warned, { type: "bounded", killBy: 4_000 }, 1_100);
	expect(wakeAt(bounded)).toBe(4_000);
	expect(wakeAt(tell(bounded, { type: "planned", plan: makePlan(0, 2 * HOUR, SETTINGS) }, 1_200))).toBe(4_000);
});

test("an end that is moved while the jobs save moves their kill with it", () => {
	const asked = tell(initialState(hour), { type: "tick" }, hour.signalAt);
	const later = makePlan(0, 2 * HOUR, SETTINGS);
	expect(wakeAt(tell(asked, { type: "planned", plan: later }, hour.signalAt + 10))).toBe(later.killAt);
	const unlimited = tell(asked, { type: "planned", plan: null }, hour.signalAt + 10);
	expect([phaseOf(unlimited), wakeAt(unlimited)]).toEqual(["asking", null]);
});

test("a stop gives one lead, a second one none; a cancel is final", () => {
	const stopped = tell(initialState(null), { type: "stop" }, 100);
	expect([wakeAt(stopped), dutyNow(stopped, false, POLICY)]).toEqual([100 + LEAD_MS, "kill"]);
	expect(phaseOf(tell(stopped, { type: "stop" }, 200))).toBe("killing");
	const canceled = tell(stopped, { type: "cancel" }, 300);
	expect([canceled.ending, wakeAt(canceled)]).toEqual(["cancel", 100 + LEAD_MS]);
	expect(tell(canceled, { type: "warned" }, 400).ending).toBe("cancel");
});

test("a warning before the first start: nothing is started any more, nobody is killed early", () => {
	const state = tell(initialState(hour), { type: "warned" }, 10);
	expect([phaseOf(state), wakeAt(state)]).toEqual(["asking", hour.killAt]);
});

test("no time before the signal: jobs are started once and have a moment", () => {
	const squeezed = makePlan(0, 60_000, { ...SETTINGS, leadSeconds: 50, headroomSeconds: 20 });
	let state = initialState(squeezed);
	expect(deadlineOf(state, 2_000, true, POLICY)).toBe(7_000);
	expect(phaseOf(tell(state, { type: "tick" }, 30_000))).toBe("working");
	state = tell(state, { type: "started" }, 2_000);
	expect([phaseOf(state), wakeAt(state)]).toEqual(["draining", 7_000]);
	expect(phaseOf(tell(state, { type: "tick" }, 7_000))).toBe("asking");
});

// A life: events at random instants, with the state's own ticks in between; a clock that may jump either way.

interface Step {
	readonly waitMs: number;
	/** Milliseconds the wall clock is set forward (or back) before the event. */
	readonly jumpMs: number;
	readonly event: (now: number) => EndingEvent;
}

const plan = (endMs: number, leadSeconds: number | null, headroomSeconds: number | null): Plan =>
	makePlan(0, endMs, { ...SETTINGS, leadSeconds, headroomSeconds });
const seconds = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
const anyPlan = fc
	.tuple(fc.integer({ min: 1_000, max: 600_000 }), seconds(120), seconds(90))
	.map(([endMs, lead, headroom]) => plan(endMs, lead, headroom));
const optionalPlan = fc.option(anyPlan, { nil: null });
const anyEvent: fc.Arbitrary<Step["event"]> = fc.oneof(
	{ weight: 3, arbitrary: fc.constant((): EndingEvent => ({ type: "tick" })) },
	fc.constant((): EndingEvent => ({ type: "started" })),
	fc.constant((): EndingEvent => ({ type: "warned" })),
	fc.constant((): EndingEvent => ({ type: "stop" })),
	fc.constant((): EndingEvent => ({ type: "cancel" })),
	fc.integer({ min: 0, max: 60_000 }).map(
		(ms) =>
			(now: number): EndingEvent => ({ type: "bounded", killBy: now + ms }),
	),
	optionalPlan.map((made) => (): EndingEvent => ({ type: "planned", plan: made })),
);
const anyStep = fc.record({
	waitMs: fc.integer({ min: 0, max: 90_000 }),
	jumpMs: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -120_000, max: 120_000 })),
	event: anyEvent,
});

interface Job {
	readonly supports: boolean;
	signaledAt: number | null;
	killedAt: number | null;
}

class Life {
	state: EndingState;
	now = 0;
	jumped = false;
	/** The last instants anybody gave by which all must be gone, and whether somebody was in a hurry. */
	hurried = false;
	readonly jobs: Job[] = [true, false].map((supports) => ({ supports, signaledAt: null, killedAt: null }));

	constructor(start: Plan | null) {
		this.state = initialState(start);
	}

	tell(event: EndingEvent): void {
		const before = this.state;
		this.state = tell(before, event, this.now);
		this.checkOrder(before);
		expect(tell(this.state, { type: "tick" }, this.now)).toEqual(this.state);
		for (const job of this.jobs) {
			const duty = dutyNow(this.state, job.supports, POLICY);
			if (duty === "signal") job.signaledAt ??= this.now;
			if (duty === "kill") job.killedAt ??= this.now;
			this.checkKill(job);
		}
	}

	/** Lives on until `until`, with the ticks the state asks for. */
	wait(until: number): void {
		for (let wake = wakeAt(this.state); wake !== null && wake <= until; wake = wakeAt(this.state)) {
			this.now = Math.max(this.now, wake);
			this.tell({ type: "tick" });
		}
		this.now = Math.max(this.now, until);
	}

	private checkOrder(before: EndingState): void {
		const order = ["working", "draining", "asking", "killing"];
		// A plan with more time takes a runner that drained back to work; an ending is never undone.
		if (before.ending !== null)
			expect(order.indexOf(phaseOf(this.state))).toBeGreaterThanOrEqual(order.indexOf(phaseOf(before)));
		if (before.ending === "cancel") expect(this.state.ending).toBe("cancel");
		if (before.beganAt !== null) expect(this.state.beganAt).toBe(before.beganAt);
	}

	/** Unless somebody hurried, a job is killed only near the end, and one that was asked after its lead. */
	private checkKill(job: Job): void {
		if (job.killedAt !== this.now || this.hurried || this.jumped) return;
		const { plan: known, firstStartAt } = this.state;
		if (known === null) throw new Error("killed without an end and without a reason");
		const left = known.deadline - this.now;
		if (job.signaledAt === null || firstStartAt !== null) return;
		const lead = known.killAt - known.signalAt;
		expect(this.now - job.signaledAt >= lead - 1 || left <= 5_001).toBe(true);
	}
}

test("for all histories", () => {
	fc.assert(
		fc.property(optionalPlan, fc.array(anyStep, { maxLength: 12 }), (start, steps) => {
			const life = new Life(start);
			life.tell({ type: "tick" });
			for (const { waitMs, jumpMs, event } of steps) {
				life.wait(life.now + waitMs);
				if (jumpMs !== 0) life.jumped = true;
				life.now += jumpMs;
				const heard = event(life.now);
				if (["bounded", "stop", "cancel", "planned"].includes(heard.type)) life.hurried = true;
				life.tell(heard);
			}
			// Whatever was heard: with an end or a reason to leave, everybody is asked or killed, and killed in the end.
			const { plan: known, ending, killBy } = life.state;
			life.wait(life.now + 10 * HOUR);
			const ends = known !== null || killBy !== null;
			for (const job of life.jobs) {
				if (ends) expect(job.killedAt).not.toBeNull();
				if (ending !== null && job.supports && job.killedAt === null) expect(job.signaledAt).not.toBeNull();
			}
			if (ends) expect(phaseOf(life.state)).toBe("killing");
		}),
		{ numRuns: 2_000 },
	);
});
