// Files that are imported as text (`with { type: "text" }`).
declare module "*.css" {
	const text: string;
	export default text;
}
declare module "*plot-page.js" {
	const text: string;
	export default text;
}
declare module "*.min.js" {
	const text: string;
	export default text;
}
