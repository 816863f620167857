// Resource requirements: the named records, and those written inside a job (1-spec §0.2, ours).
import type { DraftRequirements } from "../../core/draft.ts";
import type { InlineRequirements, JobSpec, SpecDocument } from "../document.ts";
import { type ExpansionContext, NameIndex } from "./context.ts";

export class RequirementsRecords {
	readonly records: DraftRequirements[] = [];
	readonly index = new NameIndex();
	private readonly inline = new Map<string, number>();

	constructor(document: SpecDocument, context: ExpansionContext) {
		for (const [place, spec] of (document.resource_requirements ?? []).entries()) {
			if (this.index.add(spec.name)) this.records.push(filled(spec.name, spec));
			else {
				const path = ["resource_requirements", place, "name"];
				context.report.error(path, `Duplicate resource_requirements name: '${spec.name}'`);
			}
		}
	}

	/** The record of a job's inline requirements; jobs with equal ones share it. */
	inlineOf(spec: JobSpec, jobName: string): number | undefined {
		if (typeof spec.resource_requirements !== "object") return undefined;
		const key = JSON.stringify(filled("", spec.resource_requirements));
		let place = this.inline.get(key);
		if (place === undefined) {
			let name = `${jobName}__resources`;
			while (!this.index.add(name)) name += "_";
			place = this.records.push(filled(name, spec.resource_requirements)) - 1;
			this.inline.set(key, place);
		}
		return place;
	}
}

const filled = (name: string, spec: InlineRequirements): DraftRequirements => ({
	name,
	num_cpus: spec.num_cpus ?? 1,
	num_gpus: spec.num_gpus ?? 0,
	num_nodes: spec.num_nodes ?? 1,
	memory: spec.memory ?? "1m",
	runtime: spec.runtime ?? "PT1H",
});
