// The completion script for PowerShell.

export const POWERSHELL = `# Completion of torc for PowerShell: torc completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName torc, torc-server -ScriptBlock {
	param($wordToComplete, $commandAst, $cursorPosition)
	# Words before the one at the cursor, as they are without quotes.
	$elements = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
		if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { "$_" }
	})
	$program = [System.IO.Path]::GetFileNameWithoutExtension($elements[0])
	$torc = if ($program -eq 'torc') { $elements[0] } else { 'torc' }
	$words = @($elements | Select-Object -Skip 1)
	$current = $wordToComplete -replace '^["'']' -replace '["'']$'
	# Empty words reach programs of their own only as quoted pairs before PowerShell 7.3.
	$last = if ($current -eq '' -and $PSNativeCommandArgumentPassing -in @($null, 'Legacy')) { '""' } else { $current }
	& $torc complete --program $program -- @words $last 2>$null | ForEach-Object {
		$value, $help = $_ -split "\`t", 2
		if ($value -eq ':file' -or $value -eq ':folder') {
			[System.Management.Automation.CompletionCompleters]::CompleteFilename($current)
		} elseif ($value) {
			if (-not $help) { $help = $value }
			# A name with spaces, quotes or signs of PowerShell's own is one word only in quotes.
			$text = if ($value -match '^[\\w./:=+-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
			[System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
		}
	}
}
`;
