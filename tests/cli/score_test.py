#!/usr/bin/env python3
"""Figures of accuracy: the user's own articles, and the developers' data. usage: score_test.py PROGRAM"""
import os
import subprocess
import sys

import support


def developers_data(s):
    """A folder that is not there, or holds something else, is told in a line."""
    for folder, why in ("/none", "no such folder"), (s.dir, "no annotated data in it (score/, gold/ ...)"):
        run = subprocess.run([sys.executable, os.path.join(support.ROOT, "tools", "accuracy.py"), s.program, folder], capture_output=True, text=True, timeout=60)
        s.check("make accuracy DATA=" + folder, run.returncode == 1 and run.stdout == "" and run.stderr.count("\n") == 1
                and run.stderr.startswith("%s: %s; DATA=DIR" % (folder, why)), run.stderr[-300:])


support.main(developers_data)
