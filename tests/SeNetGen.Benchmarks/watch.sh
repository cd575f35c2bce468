#!/usr/bin/env bash
# How long after a save `senet check --watch` has checked a file and those that extend it: median and spread of ROUNDS (20) saves of FILE (resnet.senet.yaml).
set -euo pipefail
cd "$(dirname "$0")/../.."
senet=src/SeNetGen.Cli/bin/Release/net10.0/senet
folder=$(mktemp -d)
log=$(mktemp)
trap 'kill "$watcher" 2>/dev/null; rm -rf "$folder" "$log"' EXIT
cp architectures/*.senet.yaml "$folder"
"$senet" check --watch "$folder" >"$log" 2>&1 &
watcher=$!
while [ ! -s "$log" ]; do sleep 0.1; done
sleep 2

milliseconds=()
for round in $(seq "${ROUNDS:-20}"); do
  before=$(stat -c %s "$log")
  start=$(date +%s%N)
  echo "# $round" >>"$folder/${FILE:-resnet.senet.yaml}"
  while [ "$(stat -c %s "$log")" -eq "$before" ]; do sleep 0.002; done
  milliseconds+=("$((($(date +%s%N) - start) / 1000000))")
  sleep 0.4
done
printf '%s\n' "${milliseconds[@]}" | sort -n | awk '{ v[NR] = $1 } END { printf "median %d ms, %d to %d ms\n", v[int((NR + 1) / 2)], v[1], v[NR] }'
