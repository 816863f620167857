// Comma-separated values as RFC 4180 describes them: quoted fields, doubled quotes, line breaks within quotes.

/** Records of fields; blank lines are skipped. */
export function parseCsv(text: string): string[][] {
	const records: string[][] = [];
	let record: string[] = [];
	let field = "";
	let quoted = false;
	const endRecord = (): void => {
		record.push(field);
		if (record.length > 1 || record[0] !== "") records.push(record);
		record = [];
		field = "";
	};
	const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
	for (let index = 0; index < body.length; index++) {
		const sign = body[index] as string;
		if (quoted) {
			if (sign !== '"') field += sign;
			else if (body[index + 1] === '"') {
				field += '"';
				index++;
			} else quoted = false;
		} else if (sign === '"' && field.trim() === "") {
			quoted = true;
			field = "";
		} else if (sign === ",") {
			record.push(field);
			field = "";
		} else if (sign === "\n") endRecord();
		else if (sign !== "\r") field += sign;
	}
	if (field !== "" || record.length > 0) endRecord();
	return records;
}
