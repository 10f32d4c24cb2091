"""Makes the schemas beside this file anew from operators' CustomResourceDefinitions, for kubeconform to check by.

    go mod download github.com/cloudnative-pg/cloudnative-pg@v1.28.0 github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0
    python3 k8s/crds/make-schemas.py "$(go env GOMODCACHE)"/github.com/cloudnative-pg/*/config/crd/bases/*.yaml

Only for the kinds that are used here. Descriptions are left out, and what a definition does not name is refused. Needs PyYAML.
"""

import json
import pathlib
import sys

import yaml

KINDS = {"Cluster", "Pooler", "ScheduledBackup", "ObjectStore"}


def strict(schema):
    """The schema without its descriptions, and with no room for fields that it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    # Under "properties" a description is a field's name.
    result = {
        key: {name: strict(each) for name, each in value.items()} if key == "properties" else strict(value)
        for key, value in schema.items()
        if key != "description"
    }
    if "properties" in result and not result.get("x-kubernetes-preserve-unknown-fields"):
        result.setdefault("additionalProperties", False)
    if result.pop("x-kubernetes-int-or-string", False):
        result["type"] = ["integer", "string"]
    return result


def whole(schema):
    """As a document has it: `apiVersion`, `kind` and `metadata` stand beside what the definition names."""
    schema["properties"]["metadata"] = {"type": "object"}
    return schema


for path in sys.argv[1:]:
    definition = yaml.safe_load(pathlib.Path(path).read_text())
    kind = definition["spec"]["names"]["kind"]
    if kind not in KINDS:
        continue
    group = definition["spec"]["group"]
    for version in definition["spec"]["versions"]:
        name = f"{kind}-{group}-{version['name']}.json".lower()
        schema = whole(strict(version["schema"]["openAPIV3Schema"]))
        pathlib.Path(__file__).with_name(name).write_text(json.dumps(schema, sort_keys=True, separators=(",", ":")) + "\n")
