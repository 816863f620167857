// Texts that are built into the program: scripts and styles of pages it writes.

import uplotScript from "uplot/dist/uPlot.iife.min.js" with { type: "text" };
import uplotStyle from "uplot/dist/uPlot.min.css" with { type: "text" };
import plotPageStyle from "../../assets/plot-page/plot-page.css" with { type: "text" };
import plotPageScript from "../../assets/plot-page/plot-page.js" with { type: "text" };

export const UPLOT_SCRIPT: string = uplotScript;
export const UPLOT_STYLE: string = uplotStyle;
export const PLOT_PAGE_SCRIPT: string = plotPageScript;
export const PLOT_PAGE_STYLE: string = plotPageStyle;
