"""Run one command and write its exit code, CPU seconds and peak memory (KiB) to a file.

A process of its own because Linux counts the memory of whoever started a command into the command's peak; this one
imports next to nothing.  Called by `measure` as a script.
"""

import os
import sys

if __name__ == "__main__":
    report, *command = sys.argv[1:]
    _, status, usage = os.wait4(os.posix_spawnp(command[0], command, os.environ), 0)
    with open(report, "w", encoding="utf-8") as target:
        target.write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}")
