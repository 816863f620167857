// Where a record's parameters come from: its own, a table, or a choice of the workflow's (1-spec §4, Combination).
import { nearestName } from "../../core/nearest-name.ts";
import type { Parameterized, ParameterValue, SpecDocument } from "../document.ts";
import type { FieldPath } from "../located.ts";
import { combine, type ParameterRows } from "../parameters/combine.ts";
import { ParameterError } from "../parameters/parameter-error.ts";
import { parseValues, type Value } from "../parameters/parse-values.ts";
import { readTable } from "../parameters/read-table.ts";
import { attempt, type ExpansionContext, readSpecFile } from "./context.ts";

/** One row without columns: the record as it stands. */
export const SINGLE_ROW: ParameterRows = { names: [], rows: [[]], count: 1 };

/** `rows` null: reported as an error; `isParameterized` false: the record as it stands. */
export interface RowsOfRecord {
	readonly rows: ParameterRows | null;
	readonly isParameterized: boolean;
}

export class ParameterSources {
	private readonly document: SpecDocument;
	private readonly context: ExpansionContext;
	/** Names of the workflow's own parameters. */
	readonly sharedNames: readonly string[];
	private readonly shared = new Map<string, readonly Value[] | null>();
	private sharedTable: ParameterRows | null | undefined;

	constructor(document: SpecDocument, context: ExpansionContext) {
		this.document = document;
		this.context = context;
		if (document.parameters && document.parameters_file !== undefined) {
			context.report.error(["parameters_file"], "parameters and parameters_file exclude each other");
		}
		this.sharedNames = Object.keys(document.parameters ?? {});
		for (const name of this.sharedNames) this.sharedValues(name);
	}

	rowsOf(record: Parameterized, path: FieldPath): RowsOfRecord {
		if (record.parameters_file !== undefined || record.use_parameters_file) {
			return { rows: this.tableRows(record, path), isParameterized: true };
		}
		if (record.parameters) {
			return { rows: this.ownRows(record.parameters, record, path), isParameterized: true };
		}
		if (record.use_parameters?.length) return { rows: this.chosenRows(record, path), isParameterized: true };
		return { rows: SINGLE_ROW, isParameterized: false };
	}

	private ownRows(
		parameters: Readonly<Record<string, ParameterValue>>,
		record: Parameterized,
		path: FieldPath,
	): ParameterRows | null {
		const columns = Object.entries(parameters).map(([name, value]) => ({
			name,
			values: this.values([...path, "parameters", name], name, value),
		}));
		return this.combined(columns, record, path);
	}

	private chosenRows(record: Parameterized, path: FieldPath): ParameterRows | null {
		const columns = (record.use_parameters ?? []).map((name, index) => {
			const place = [...path, "use_parameters", index];
			if (this.document.parameters?.[name] === undefined) {
				const near = nearestName(name, this.sharedNames);
				this.context.report.error(place, `The workflow has no parameter '${name}'`, near);
				return { name, values: null };
			}
			return { name, values: this.sharedValues(name) };
		});
		return this.combined(columns, record, path);
	}

	private combined(
		columns: readonly { readonly name: string; readonly values: readonly Value[] | null }[],
		record: Parameterized,
		path: FieldPath,
	): ParameterRows | null {
		const known: { name: string; values: readonly Value[] }[] = [];
		for (const { name, values } of columns) {
			if (values === null) return null;
			known.push({ name, values });
		}
		return attempt(this.context, path, () => combine(known, record.parameter_mode ?? "product"));
	}

	private sharedValues(name: string): readonly Value[] | null {
		let values = this.shared.get(name);
		if (values === undefined) {
			values = this.values(["parameters", name], name, this.document.parameters?.[name] as ParameterValue);
			this.shared.set(name, values);
		}
		return values;
	}

	private values(path: FieldPath, name: string, value: ParameterValue): readonly Value[] | null {
		const readLines = (file: string): readonly string[] => readSpecFile(this.context, file).split(/\r?\n/);
		const values = attempt(this.context, path, () => parseValues(value, readLines));
		if (values?.length === 0)
			this.context.report.warn(path, `Parameter '${name}' has no values: nothing is made of it`);
		return values;
	}

	private tableRows(record: Parameterized, path: FieldPath): ParameterRows | null {
		const field = record.parameters_file === undefined ? "use_parameters_file" : "parameters_file";
		return attempt(this.context, [...path, field], () => {
			const others = (["parameters", "parameter_mode", "use_parameters"] as const).filter((name) => record[name]);
			if (others.length > 0) throw new ParameterError(`${field} excludes ${others.join(" and ")}`);
			if (record.parameters_file !== undefined) {
				if (record.use_parameters_file) throw new ParameterError("parameters_file excludes use_parameters_file");
				return readTable(record.parameters_file, readSpecFile(this.context, record.parameters_file));
			}
			if (this.document.parameters_file === undefined) {
				throw new ParameterError("use_parameters_file needs a parameters_file of the workflow");
			}
			const file = this.document.parameters_file;
			this.sharedTable ??= readTable(file, readSpecFile(this.context, file));
			return this.sharedTable;
		});
	}
}
