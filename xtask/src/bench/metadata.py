"""Verifies a folder of YAML objects against a JSON Schema as one does it in Python.

    metadata.py default|c FOLDER SCHEMA EVERY

Looks at one object of so many, and prints how many those are and how many of them are refused. `c` uses
libyaml's parser.
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
    every = int(sys.argv[4])
    seen = total = refused = 0
    for folder, _, names in os.walk(sys.argv[2]):
        for name in sorted(names):
            seen += 1
            if seen % every:
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                value = yaml.load(file, Loader=loader)
            total += 1
            refused += any(True for _ in validator.iter_errors(value))
    print(total, refused)


main()
