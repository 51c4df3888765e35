#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the texts of lessons, quizzes and scenarios as C++ that lupdate reads.

Usage: resource_texts.py RESOURCES > FILE.h
Texts of one file share a context, which is the one that ui/words/classroom_texts asks for.
"""
import json
import pathlib
import sys

# The keys of a lesson, a step, an answer, a question or a variant whose values people read.
READ = {"title", "goal", "text", "after", "hint", "note", "expected", "options", "labels",
        "misconceptions", "why", "unit"}


def texts(value, key=""):
    """The texts below a value, in the order of the file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key in READ and any(c.isalpha() for c in value):
        yield value


def main():
    resources = pathlib.Path(sys.argv[1])
    for folder, context in (("lessons", "Lesson"), ("quiz", "Quiz"), ("scenarios", "Scenario")):
        seen = set()
        for path in sorted((resources / folder).glob("*.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            if folder == "scenarios":
                content = {"title": content["title"]}
            for text in texts(content):
                if text not in seen:
                    seen.add(text)
                    quoted = json.dumps(text, ensure_ascii=False)
                    print(f'QT_TRANSLATE_NOOP("{context}", {quoted})')


main()
