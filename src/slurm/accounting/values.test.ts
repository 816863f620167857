// Every form of times and sizes that sacct(1) and sstat(1) name or print.
import { expect, test } from "bun:test";
import { parseSlurmSize, parseSlurmTime } from "./values.ts";

const TIMES: readonly (readonly [string, number | null])[] = [
	["00:00:00", 0],
	["00:02:03", 123],
	["02:03", 123],
	["02:03.500", 123.5],
	["00:00.007", 0.007],
	["01:02:03", 3723],
	["01:02:03.25", 3723.25],
	["1-00:00:01", 86_401],
	["12-03:04:05", 1_047_845],
	["1-02", 93_600],
	["1-02:03", 93_780],
	["100:00:00", 360_000],
	["90:00", 5_400],
	["17", 17],
	[" 00:01:00 ", 60],
	["", null],
	["UNLIMITED", null],
	["INVALID", null],
	["1:2:3:4", null],
	["-", null],
	["12:", null],
	["Partition_Limit", null],
];
for (const [text, seconds] of TIMES) test(`time '${text}'`, () => expect(parseSlurmTime(text)).toBe(seconds));

const SIZES: readonly (readonly [string, number | null])[] = [
	["0", 0],
	["512", 512],
	["9408K", 9_633_792],
	["143016k", 146_448_384],
	["0.03M", 31_457],
	["0.00M", 0],
	["1.50G", 1_610_612_736],
	["2T", 2_199_023_255_552],
	["1P", 1_125_899_906_842_624],
	["4000Mn", 4_194_304_000],
	["", null],
	["16?", null],
	["many", null],
];
for (const [text, bytes] of SIZES) test(`size '${text}'`, () => expect(parseSlurmSize(text)).toBe(bytes));
