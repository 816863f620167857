// The completion script for elvish.

export const ELVISH = `# Completion of torc for elvish: eval (torc completions elvish | slurp)
use path
use str
fn torc-complete {|@words|
	var program = (path:base $words[0])
	var torc = torc
	if (eq $program torc) { set torc = $words[0] }
	var current = $words[-1]
	(external $torc) complete --program $program -- (all $words[1..]) 2>/dev/null | from-lines | each {|line|
		var value help = (str:split &max=2 "\\t" $line"\\t")
		if (or (eq $value ':file') (eq $value ':folder')) {
			edit:complete-filename $current
		} elif (not-eq $value '') {
			var shown = (str:trim-space $help)
			if (eq $shown '') {
				put $value
			} else {
				edit:complex-candidate $value &display=$value"  ("$shown")"
			}
		}
	}
}
set edit:completion:arg-completer[torc] = $torc-complete~
set edit:completion:arg-completer[torc-server] = $torc-complete~
`;
