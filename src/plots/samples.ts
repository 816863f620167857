// What monitors measured: samples of jobs and of nodes.

export interface Series {
	/** Seconds since 1970, ascending. */
	readonly times: readonly number[];
	/** 100 is one CPU. */
	readonly cpuPercent: readonly number[];
	readonly memoryBytes: readonly number[];
}

export interface JobSeries extends Series {
	readonly id: number;
	readonly name: string;
}

export interface NodeSeries extends Series {
	readonly name: string;
	readonly totalMemoryBytes: number;
}

export interface Samples {
	/** By id; only jobs with samples. */
	readonly jobs: readonly JobSeries[];
	/** By name; only nodes with samples. */
	readonly nodes: readonly NodeSeries[];
}
