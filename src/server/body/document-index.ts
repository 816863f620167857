// Where the parts of a JSON document lie: its members, and the records of members that are lists. A document of any size
// is then read a few hundred records at a time, in whatever order they are needed, without ever being one object.
import { TorcError } from "../../core/errors.ts";

/** Byte positions, `end` exclusive. */
export interface MemberPlace {
	readonly start: number;
	end: number;
	/** Ends of a list's records; null: no list. */
	readonly ends: number[] | null;
}

const BLOCK = 2 ** 20;
const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const BLANK = 32;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * The members of the outermost object. Only brackets, commas and quotes are looked at: whether the parts are JSON shows
 * when they are parsed. Error: `malformed` when the outermost value is no object, or does not end.
 */
export function indexDocument(document: {
	readonly size: number;
	read(start: number, end: number): Uint8Array;
}): ReadonlyMap<string, MemberPlace> {
	const scan = new Scan();
	for (let start = 0; start < document.size; start += BLOCK) {
		scan.take(document.read(start, Math.min(start + BLOCK, document.size)), start);
	}
	if (!scan.isComplete) throw malformed("it ends too early, or is no JSON object");
	const members = new Map<string, MemberPlace>();
	for (const { keyStart, keyEnd, ...place } of scan.members) {
		members.set(parseText(document.read(keyStart, keyEnd)) as string, place);
	}
	return members;
}

export const malformed = (reason: string): TorcError =>
	new TorcError("malformed", `The document cannot be read: ${reason}`, { details: { field: "body" } });

/** Error: `malformed`. */
export function parseText(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(UTF8.decode(bytes));
	} catch (error) {
		throw malformed(error instanceof Error ? error.message : String(error));
	}
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

interface KeyedPlace extends MemberPlace {
	readonly keyStart: number;
	readonly keyEnd: number;
}

class Scan {
	readonly members: KeyedPlace[] = [];
	private depth = 0;
	private inText = false;
	private escaped = false;
	/** Of the last text at depth 1, which is a key when a colon follows. */
	private textStart = 0;
	private textEnd = 0;
	private open: { keyStart: number; keyEnd: number; start: number; ends: number[] | null } | null = null;

	get isComplete(): boolean {
		return this.depth === 0 && this.begun && !this.inText;
	}
	private begun = false;

	take(bytes: Uint8Array, offset: number): void {
		for (let index = 0; index < bytes.length; index++) {
			const byte = bytes[index] as number;
			if (this.inText) {
				if (this.escaped) this.escaped = false;
				else if (byte === BACKSLASH) this.escaped = true;
				else if (byte === QUOTE) {
					this.inText = false;
					if (this.depth === 1) this.textEnd = offset + index + 1;
				}
			} else if (this.depth === 0 && byte !== OPEN_OBJECT) this.passBetween(byte, offset + index);
			else if (byte === QUOTE) {
				this.inText = true;
				if (this.depth === 1) this.textStart = offset + index;
			} else if (byte === COMMA || byte === COLON || byte >= OPEN_LIST) this.punctuation(byte, offset + index);
		}
	}

	/** Before the object there may be a byte order mark, around it blanks. */
	private passBetween(byte: number, position: number): void {
		if (byte > BLANK && byte !== BYTE_ORDER_MARK[position]) throw malformed("it is no single JSON object");
	}

	private punctuation(byte: number, position: number): void {
		if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
			if (this.depth === 0 && this.begun) throw malformed("it is no single JSON object");
			this.begun = true;
			if (this.depth === 1 && byte === OPEN_LIST && this.open !== null) this.open.ends = [];
			this.depth++;
		} else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
			if (this.depth === 2) this.open?.ends?.push(position);
			if (this.depth === 1) this.close(position);
			this.depth--;
		} else if (byte === COMMA) {
			if (this.depth === 2) this.open?.ends?.push(position);
			if (this.depth === 1) this.close(position);
		} else if (byte === COLON && this.depth === 1) {
			this.open = { keyStart: this.textStart, keyEnd: this.textEnd, start: position + 1, ends: null };
		}
	}

	private close(end: number): void {
		if (this.open !== null) this.members.push({ ...this.open, end });
		this.open = null;
	}
}
