#!/usr/bin/env bash
# chart-version-is-new.sh oci://REGISTRY/…/unichart: fails when the version of Chart.yaml is published there, and
# also when that cannot be found out.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
version=$(sed -nE 's/^version: *"?([^" ]+)"?.*/\1/p' charts/unichart/Chart.yaml)
[ -n "$version" ] || { echo 'Chart.yaml names no version'; exit 1; }
if answer=$(helm show chart "$1" --version "$version" 2>&1); then
  echo "chart $version is published already: raise the version in charts/unichart/Chart.yaml"
  exit 1
fi
# before the first release the registry does not know the name either
grep -qiE 'not found|name unknown|name_unknown' <<<"$answer" || { echo "is chart $version published? $answer"; exit 1; }
echo "chart $version is new"
