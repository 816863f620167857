// Draws the panels of the page with uPlot; the data stands in the page as JSON.
(() => {
	const HEIGHT = 320;
	const COLORS = {
		light: ["#2563eb", "#d97706", "#059669", "#c026d3", "#dc2626", "#0891b2", "#65a30d", "#7c3aed"],
		dark: ["#60a5fa", "#fbbf24", "#34d399", "#e879f9", "#f87171", "#22d3ee", "#a3e635", "#a78bfa"],
	};
	const DASHES = [[], [8, 4], [2, 3], [10, 4, 2, 4]];
	const panels = JSON.parse(document.getElementById("plot-data").textContent);
	const prefersDark = matchMedia("(prefers-color-scheme: dark)");
	const root = document.documentElement;
	let chosen = null;
	let charts = [];

	const theme = () => chosen ?? (prefersDark.matches ? "dark" : "light");
	const variable = (name) => getComputedStyle(root).getPropertyValue(name).trim();
	const color = (index) => COLORS[theme()][index % COLORS.light.length];

	function percent(value) {
		return value == null
			? "–"
			: `${value < 10 && value !== Math.round(value) ? value.toFixed(1) : Math.round(value)} %`;
	}

	function bytes(value) {
		if (value == null) return "–";
		const units = ["B", "KiB", "MiB", "GiB", "TiB"];
		let unit = 0;
		let rest = value;
		while (rest >= 1024 && unit < units.length - 1) {
			rest /= 1024;
			unit++;
		}
		return `${rest >= 100 || rest === Math.round(rest) ? rest.toFixed(0) : rest.toFixed(1)} ${units[unit]}`;
	}

	const shower = (unit) => (unit === "bytes" ? bytes : percent);

	function axis(more) {
		const line = { stroke: variable("--line"), width: 1 };
		return { stroke: variable("--muted"), grid: line, ticks: line, font: "12px system-ui, sans-serif", ...more };
	}

	/** Steps of memory are whole units: 256 MiB, 1 GiB, not 200,000,000 bytes. */
	const BYTE_STEPS = Array.from({ length: 48 }, (_, power) => 2 ** power);

	function valueAxis(unit) {
		const show = shower(unit);
		const steps = unit === "bytes" ? { incrs: BYTE_STEPS } : {};
		return axis({ size: 82, values: (_, splits) => splits.map(show), ...steps });
	}

	/** From 0, with air above; never without height. */
	const fromZero = (_, __, most) => [0, most > 0 ? most * 1.08 : 1];

	const two = (number) => String(number).padStart(2, "0");
	function clock(seconds, step) {
		const date = new Date(seconds * 1000);
		if (step >= 86_400) return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
		const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
		return step >= 60 ? minutes : `${minutes}:${two(date.getSeconds())}`;
	}

	/** Milliseconds are never shown, so that steps are whole seconds. */
	const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200].concat(
		[1, 2, 5, 7, 14, 30, 60, 90, 180, 365].map((days) => days * 86_400),
	);

	function lines(panel) {
		const data = uPlot.join(panel.series.map(({ x, y }) => [x, y]));
		const alone = panel.series.length === 1;
		return {
			data,
			// Half of the last time stands outside.
			padding: [null, 32, null, null],
			// Of many lines, the one nearest to the pointer stands out.
			focus: { alpha: 0.25 },
			cursor: { focus: { prox: 24 } },
			scales: { x: { time: true, range: timeRange(data[0]) }, y: { range: fromZero } },
			axes: [
				axis({
					incrs: TIME_STEPS,
					space: 80,
					values: (_, splits, __, ___, step) => splits.map((at) => clock(at, step)),
				}),
				valueAxis(panel.unit),
			],
			series: [
				{ label: "Time", value: "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}" },
				...panel.series.map(({ name, x }, index) => ({
					label: name,
					stroke: color(index),
					width: 2,
					dash: DASHES[Math.floor(index / COLORS.light.length) % DASHES.length],
					spanGaps: true,
					points: { show: x.length <= 30, size: 6, fill: color(index) },
					...(alone && { fill: `${color(index)}22` }),
					value: (_, value) => shower(panel.unit)(value),
				})),
			],
		};
	}

	/** A single instant gets a minute around it; uPlot would give it years. */
	function timeRange(times) {
		const [only] = times;
		return times.length === 1 ? () => [only - 30, only + 30] : (_, first, last) => [first, last];
	}

	function bars(panel) {
		const count = panel.categories.length;
		const places = panel.categories.map((_, index) => index);
		const nameAt = (place) => panel.categories[place] ?? "";
		return {
			// Slanted names of the last bars need room.
			padding: [null, count > 8 ? 72 : null, null, null],
			data: [places, ...panel.series.map(({ y }) => y)],
			scales: { x: { time: false, range: () => [-0.6, count - 0.4] }, y: { range: fromZero } },
			axes: [
				axis({
					grid: { show: false },
					space: 20,
					incrs: [1],
					splits: () => places,
					rotate: count > 8 ? -40 : 0,
					size: count > 8 ? 90 : 40,
					values: (_, splits) => splits.map((place) => short(nameAt(place), count > 8 ? 14 : 20)),
				}),
				valueAxis(panel.unit),
			],
			series: [
				{ label: "Name", value: (_, place) => (place == null ? "–" : nameAt(place)) },
				...panel.series.map(({ name }, index) => ({
					label: name,
					stroke: color(index),
					fill: `${color(index)}b0`,
					width: 1,
					points: { show: false },
					paths: uPlot.paths.bars({ size: [0.36, 60], align: index === 0 ? -1 : 1, radius: 0.1 }),
					value: (_, value) => shower(panel.unit)(value),
				})),
			],
		};
	}

	/** Names of a family differ at their ends. */
	const short = (name, most) =>
		name.length > most ? `${name.slice(0, 4)}…${name.slice(name.length - most + 5)}` : name;

	function draw() {
		root.dataset.theme = theme();
		for (const { chart, observer } of charts) {
			observer.disconnect();
			chart.destroy();
		}
		const home = document.getElementById("panels");
		home.replaceChildren();
		charts = panels.map((panel) => {
			const card = home.appendChild(document.createElement("section"));
			card.className = "panel";
			const title = card.appendChild(document.createElement("h2"));
			title.textContent = panel.title;
			const body = card.appendChild(document.createElement("div"));
			const { data, ...options } = panel.kind === "lines" ? lines(panel) : bars(panel);
			const chart = new uPlot({ width: body.clientWidth, height: HEIGHT, ...options }, data, body);
			const { canvas } = chart.ctx;
			canvas.setAttribute("role", "img");
			canvas.setAttribute("aria-label", `${panel.title}: ${panel.series.map(({ name }) => name).join(", ")}`);
			const observer = new ResizeObserver(() => {
				if (body.clientWidth > 0) chart.setSize({ width: body.clientWidth, height: HEIGHT });
			});
			observer.observe(body);
			return { chart, observer };
		});
	}

	document.getElementById("theme").addEventListener("click", () => {
		chosen = theme() === "dark" ? "light" : "dark";
		draw();
	});
	prefersDark.addEventListener("change", () => {
		if (chosen === null) draw();
	});
	draw();
})();
