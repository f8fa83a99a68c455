"""Verifies a folder of YAML objects against a JSON Schema as one does it in Python.

    metadata.py default|c FOLDER SCHEMA

Prints how many objects there are and how many of them are refused. `c` uses libyaml's parser.
"""

import json
import os
import sys

import yaml
from jsonschema import Draft202012Validator


def main():
    loader = {"default": yaml.SafeLoader, "c": getattr(yaml, "CSafeLoader", None)}[sys.argv[1]]
    with open(sys.argv[3], encoding="utf-8") as file:
        validator = Draft202012Validator(json.load(file))
    total = refused = 0
    for folder, _, names in os.walk(sys.argv[2]):
        for name in sorted(names):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                value = yaml.load(file, Loader=loader)
            total += 1
            refused += any(True for _ in validator.iter_errors(value))
    print(total, refused)


main()
