// What an RO-Crate says of a workflow and its runs (researchobject.org/ro-crate/1.1; 9-views-and-tools, RO-Crate). Pure.
import { PRODUCT_VERSION } from "./product-version.ts";

export interface CrateEntity {
	readonly "@id": string;
	/** Its first word is the entity's type. */
	readonly "@type": string | readonly string[];
	readonly [property: string]: unknown;
}

export const reference = (id: string): { readonly "@id": string } => ({ "@id": id });

export const PLAN = "#torc-workflow";
export const runId = (run: number): string => `#torc-run-id-${run}`;
export const softwareId = (program: string, run: number): string => `#software-${program}-run-id-${run}`;
export const jobActionId = (jobId: number, attempt: number): string => `#job-${jobId}-attempt-${attempt}`;

export interface DescribedRun {
	/** Of the workflow. */
	readonly name: string;
	readonly description?: string | null | undefined;
	/** The workflow's run_id; 0 before the first. */
	readonly run: number;
}

/** The workflow as the plan of its runs, one run, and the program that works on it. When it started is added then. */
export function runEntities({ name, description, run }: DescribedRun): CrateEntity[] {
	return [
		{ "@id": PLAN, "@type": ["SoftwareApplication", "prov:Plan"], name, ...(description && { description }) },
		{
			"@id": runId(run),
			"@type": ["CreateAction", "prov:Activity"],
			name: `${name} Run ${run}`,
			"prov:hadPlan": reference(PLAN),
			instrument: reference(softwareId("torc", run)),
		},
		softwareEntity("torc", run),
	];
}

export const softwareEntity = (program: string, run: number): CrateEntity => ({
	"@id": softwareId(program, run),
	"@type": ["SoftwareApplication", "prov:SoftwareAgent"],
	name: program,
	version: PRODUCT_VERSION,
});
