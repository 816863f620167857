// From the names a job gives to the places of what they name. Every unknown name is reported where it stands.
import type { DraftJob } from "../../core/draft.ts";
import type { FieldPath } from "../located.ts";
import type { Value } from "../parameters/parse-values.ts";
import type { ExpansionContext, NameIndex, OncePerPath } from "./context.ts";
import type { ExpandedFiles, ExpandedUserData } from "./expand-files.ts";
import type { JobPlan, ListField } from "./job-plan.ts";
import { ListInterner } from "./list-interner.ts";
import { RegexMatcher } from "./regex-matcher.ts";
import type { RequirementsRecords } from "./requirements.ts";
import { fillTokens, hasTokens, noRelations } from "./tokens.ts";

export interface ReferenceTargets {
	readonly jobs: NameIndex;
	readonly files: ExpandedFiles;
	readonly userData: ExpandedUserData;
	readonly requirements: RequirementsRecords;
	readonly failureHandlers: NameIndex;
	readonly schedulers: NameIndex;
	/** Some jobs are missing because of other problems: unknown jobs are then not reported. */
	readonly jobsArePartial: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Kind = "job" | "file" | "user_data";

/** A job of the draft that is being made. */
export interface JobInstance {
	readonly job: Mutable<DraftJob>;
	/** Among the draft's jobs. */
	readonly place: number;
	readonly plan: JobPlan;
	/** One row of the parameters, or all of an aggregate's. */
	readonly rows: readonly (readonly Value[])[];
	readonly once: OncePerPath;
}

type RecordField = "resource_requirements" | "failure_handler" | "scheduler";

export class JobReferences {
	readonly dependencySets = new ListInterner();
	readonly inputFileLists = new ListInterner();
	readonly inputUserDataLists = new ListInterner();
	private readonly context: ExpansionContext;
	private readonly targets: ReferenceTargets;
	private readonly matchers: Readonly<Record<Kind, RegexMatcher>>;
	/** Lists by the text they came from, so that a thousand jobs with the same patterns build one list. */
	private readonly known = new Map<string, readonly number[]>();
	private readonly tables = new WeakMap<readonly number[], ReadonlySet<number>>();

	constructor(context: ExpansionContext, targets: ReferenceTargets) {
		this.context = context;
		this.targets = targets;
		this.matchers = {
			job: new RegexMatcher(targets.jobs.names),
			file: new RegexMatcher(targets.files.index.names),
			user_data: new RegexMatcher(targets.userData.index.names),
		};
	}

	/** Fills in everything of the job that refers to something else. */
	resolve(instance: JobInstance): void {
		const { job, plan } = instance;
		if (plan.refersToNothing) return;
		this.resolveRecords(instance);
		const tokens = this.resolveTokens(instance);
		const list = (field: ListField, kind: Kind): readonly number[] => this.places(instance, field, kind);
		const sets = this.dependencies(instance);
		if (sets.length > 0) job.depends_on_sets = sets;
		const inputs = this.inputFileLists.intern(
			merged(list("input_files", "file"), list("input_file_regexes", "file"), tokens.inputFiles),
		);
		if (inputs !== undefined) job.input_files = inputs;
		const inputData = this.inputUserDataLists.intern(
			merged(list("input_user_data", "user_data"), list("input_user_data_regexes", "user_data"), tokens.inputUserData),
		);
		if (inputData !== undefined) job.input_user_data = inputData;
		const outputs = merged(list("output_files", "file"), list("output_file_regexes", "file"), tokens.outputFiles);
		if (outputs.length > 0) job.output_files = distinct(outputs);
		const outputData = merged(
			list("output_user_data", "user_data"),
			list("output_user_data_regexes", "user_data"),
			tokens.outputUserData,
		);
		if (outputData.length > 0) job.output_user_data = distinct(outputData);
	}

	private resolveRecords(instance: JobInstance): void {
		const { job, plan } = instance;
		const { requirements, failureHandlers, schedulers } = this.targets;
		const own = requirements.inlineOf(plan.spec, job.name);
		if (own !== undefined) job.resource_requirements = own;
		this.resolveRecord(instance, "resource_requirements", requirements.index);
		this.resolveRecord(instance, "failure_handler", failureHandlers);
		this.resolveRecord(instance, "scheduler", schedulers);
	}

	private resolveRecord({ job, plan, rows, once }: JobInstance, field: RecordField, index: NameIndex): void {
		const name = plan.scalars[field]?.render(rows[0] as readonly Value[]);
		if (name === undefined) return;
		const found = index.get(name);
		if (found !== undefined) job[field] = found;
		const path = [...plan.path, field];
		if (found !== undefined || !once.isNew(path)) return;
		const message = `Job '${job.name}' references non-existent ${field} '${name}'`;
		this.context.report.error(path, message, index.suggest(name));
	}

	private resolveTokens({ job, plan, once }: JobInstance): ReturnType<typeof noRelations> {
		const found = noRelations();
		for (const field of ["command", "invocation_script"] as const) {
			const text = job[field];
			if (text === undefined || !hasTokens(text)) continue;
			const before = found.unknown.length;
			job[field] = fillTokens(text, this.targets.files, this.targets.userData, found);
			const path = [...plan.path, field];
			for (const { token, noun, name } of found.unknown.slice(before)) {
				if (!once.isNew([...path, token])) continue;
				const index = noun === "file" ? this.targets.files.index : this.targets.userData.index;
				const message = `Job '${job.name}': '${token}' names a non-existent ${noun} '${name}'`;
				this.context.report.error(path, message, index.suggest(name));
			}
		}
		if (Object.keys(found.idTokens).length > 0) job.user_data_tokens = found.idTokens;
		return found;
	}

	/** One set for the listed names, one per pattern: sets are shared by all jobs with the same list or pattern. */
	private dependencies(instance: JobInstance): number[] {
		const { job, place, plan, once } = instance;
		const sets: number[] = [];
		for (const field of ["depends_on", "depends_on_regexes"] as const) {
			const members = this.places(instance, field, "job");
			const others = this.contains(members, place) ? members.filter((member) => member !== place) : members;
			if (field === "depends_on" && others.length < members.length && once.isNew([...plan.path, field, "self"])) {
				this.context.report.error([...plan.path, field], `Circular dependency detected: ${job.name} -> ${job.name}`);
			}
			const set = this.dependencySets.intern(others);
			if (set !== undefined && !sets.includes(set)) sets.push(set);
		}
		return sets;
	}

	/** Long lists are shared between jobs, so their look-up table is made once. */
	private contains(places: readonly number[], place: number): boolean {
		if (places.length < 50) return places.includes(place);
		let table = this.tables.get(places);
		if (table === undefined) {
			table = new Set(places);
			this.tables.set(places, table);
		}
		return table.has(place);
	}

	/** The places a list of names or patterns stands for. */
	private places(instance: JobInstance, field: ListField, kind: Kind): readonly number[] {
		const { plan, rows } = instance;
		const templates = plan.lists[field];
		if (templates === undefined) return [];
		const isRegex = field.endsWith("_regexes");
		const texts = rows.flatMap((row) => templates.map((template) => template.render(row)));
		const key = isRegex ? `${kind}\u0000${texts.join("\u0000")}` : null;
		const known = key === null ? undefined : this.known.get(key);
		if (known) return known;
		const places: number[] = [];
		for (const [position, text] of texts.entries()) {
			const mention = { kind, field, text, path: [...plan.path, field, position % templates.length] };
			if (isRegex) for (const place of this.matching(instance, mention)) places.push(place);
			else {
				const place = this.named(instance, mention);
				if (place !== undefined) places.push(place);
			}
		}
		if (key !== null) this.known.set(key, places);
		return places;
	}

	private named({ job, once }: JobInstance, { kind, field, text, path }: Mention): number | undefined {
		const index = this.indexOf(kind);
		const place = index.get(text);
		if (place !== undefined || (kind === "job" && this.targets.jobsArePartial)) return place;
		if (once.isNew(path)) {
			const verb = field === "depends_on" ? "depends_on" : `${field} references`;
			this.context.report.error(path, `Job '${job.name}' ${verb} non-existent ${kind} '${text}'`, index.suggest(text));
		}
		return undefined;
	}

	private matching({ job, once }: JobInstance, { kind, text, path }: Mention): readonly number[] {
		const matches = this.matchers[kind].match(text);
		if ("problem" in matches) {
			if (once.isNew(path)) this.context.report.error(path, `Invalid regex '${text}': ${matches.problem}`);
			return [];
		}
		if (matches.places.length === 0 && !(kind === "job" && this.targets.jobsArePartial) && once.isNew(path)) {
			this.context.report.error(path, `Job '${job.name}': regex '${text}' did not match any ${kind}`);
		}
		return matches.places;
	}

	private indexOf(kind: Kind): NameIndex {
		if (kind === "job") return this.targets.jobs;
		return kind === "file" ? this.targets.files.index : this.targets.userData.index;
	}
}

/** A name or a pattern in one of a job's lists. */
interface Mention {
	readonly kind: Kind;
	readonly field: ListField;
	readonly text: string;
	readonly path: FieldPath;
}

const merged = (...lists: (readonly number[])[]): readonly number[] => {
	const filled = lists.filter((list) => list.length > 0);
	return filled.length === 1 ? (filled[0] as readonly number[]) : filled.flat();
};

const distinct = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b);
