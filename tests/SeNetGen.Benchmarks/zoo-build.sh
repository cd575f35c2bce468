#!/usr/bin/env bash
# How long `dotnet build` of the zoo takes with no build server, with every network and with none, alternating: median and spread of ROUNDS (5).
set -euo pipefail
cd "$(dirname "$0")/../.."
zoo=src/SeNetGen.Zoo
dotnet build "$zoo" -c Release -v:q -nologo >/dev/null

seconds() {
  local start end
  start=$(date +%s.%N)
  dotnet build "$zoo" -c Release -v:q -nologo --no-restore --no-dependencies --no-incremental -p:UseSharedCompilation=false -nodeReuse:false -p:RunAnalyzers=false "$@" >/dev/null
  end=$(date +%s.%N)
  echo "$end $start" | awk '{ printf "%.2f\n", $1 - $2 }'
}

with=() without=()
for _ in $(seq "${ROUNDS:-5}"); do
  with+=("$(seconds)")
  without+=("$(seconds -p:SeNetGenArchitectures=none/*.senet.yaml)")
done
touch "$zoo"/*.csproj

row() { local name=$1; shift; printf '%s\n' "$@" | sort -n | awk -v name="$name" '{ v[NR] = $1 } END { printf "%-24s median %.2f s, %.2f to %.2f s\n", name, v[int((NR + 1) / 2)], v[1], v[NR] }'; }
row "with every network" "${with[@]}"
row "with none" "${without[@]}"
