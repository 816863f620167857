// CPU and memory of the whole machine, one look at a time.
import { freemem, totalmem } from "node:os";
import { cpuSecondsOfMachine } from "../../platform/machine-load.ts";

/** Figures above this are a fault of the counters (4-runner §5). */
const MAX_CPU_PERCENT = 100_000;
/** The kernel counts CPU time in hundredths of a second: over less, their rounding looks like load. */
const MIN_SPAN_MS = 500;

export interface NodeFigures {
	readonly sample_count: number;
	readonly peak_cpu_percent: number;
	readonly avg_cpu_percent: number;
	readonly peak_memory_bytes: number;
	readonly avg_memory_bytes: number;
}

export interface NodeSample {
	/** 100 for each CPU that was busy all the time. */
	readonly cpuPercent: number;
	readonly memoryBytes: number;
	readonly totalMemoryBytes: number;
}

export class NodeSampler {
	private readonly sums = { samples: 0, peakCpu: 0, sumCpu: 0, peakMemory: 0, sumMemory: 0 };
	private last: { readonly busy: number; readonly at: number } | null = null;

	/**
	 * `now`: milliseconds. Null at the first look, as load is a difference, and at one so soon after another that the
	 * next look covers it as well; a machine watched so briefly gets its only sample all the same.
	 */
	sample(now: number): NodeSample | null {
		const before = this.last;
		if (before !== null && this.sums.samples > 0 && now - before.at < MIN_SPAN_MS) return null;
		const busy = cpuSecondsOfMachine();
		this.last = { busy, at: now };
		if (before === null || now === before.at) return null;
		const totalMemoryBytes = totalmem();
		const memoryBytes = totalMemoryBytes - freemem();
		const cpuPercent = plausiblePercent(((busy - before.busy) / ((now - before.at) / 1000)) * 100);
		const { sums } = this;
		sums.samples++;
		sums.peakCpu = Math.max(sums.peakCpu, cpuPercent);
		sums.sumCpu += cpuPercent;
		sums.peakMemory = Math.max(sums.peakMemory, memoryBytes);
		sums.sumMemory += memoryBytes;
		return { cpuPercent, memoryBytes, totalMemoryBytes };
	}

	/** Null without a sample. */
	figures(): NodeFigures | null {
		const { samples, peakCpu, sumCpu, peakMemory, sumMemory } = this.sums;
		if (samples === 0) return null;
		return {
			sample_count: samples,
			peak_cpu_percent: peakCpu,
			avg_cpu_percent: sumCpu / samples,
			peak_memory_bytes: peakMemory,
			avg_memory_bytes: Math.round(sumMemory / samples),
		};
	}
}

/** Not finite, negative or absurd counts as 0. */
export const plausiblePercent = (percent: number): number =>
	Number.isFinite(percent) && percent >= 0 && percent <= MAX_CPU_PERCENT ? percent : 0;
