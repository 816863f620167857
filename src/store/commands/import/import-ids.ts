// From the ids of an exported document to those of the workflow it becomes.
import { invalid } from "../../../core/errors.ts";

type Kind =
	| "files"
	| "user_data"
	| "resource_requirements"
	| "slurm_schedulers"
	| "local_schedulers"
	| "failure_handlers"
	| "jobs"
	| "compute_nodes";

export class ImportIds {
	private readonly maps = new Map<Kind, Map<number, number>>();

	/** Error: 422 for an id that came twice. */
	add(kind: Kind, oldId: number | null | undefined, newId: number): void {
		let map = this.maps.get(kind);
		if (map === undefined) {
			map = new Map();
			this.maps.set(kind, map);
		}
		if (oldId === null || oldId === undefined) return;
		if (map.has(oldId)) throw invalid(`The document has two records with id ${oldId} in ${kind}`, { field: kind });
		map.set(oldId, newId);
	}

	find(kind: Kind, oldId: number): number | undefined {
		return this.maps.get(kind)?.get(oldId);
	}

	/** Error: 422 naming the record that points to nothing. */
	need(kind: Kind, oldId: number, where: string): number {
		const id = this.find(kind, oldId);
		if (id === undefined) throw invalid(`${where}: the document has no record with id ${oldId} in ${kind}`);
		return id;
	}

	needAll(kind: Kind, oldIds: readonly number[] | null | undefined, where: string): number[] {
		return (oldIds ?? []).map((id) => this.need(kind, id, where));
	}

	/** Of Slurm schedulers first, as jobs and actions name both kinds by one number. */
	scheduler(oldId: number): number | undefined {
		return this.find("slurm_schedulers", oldId) ?? this.find("local_schedulers", oldId);
	}
}
